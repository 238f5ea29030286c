package dev.kstar.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compacted topic of one partition, read from its start to its present end. One record that cannot
 * be used never keeps the others from being read.
 */
public final class CompactedTopic {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final TopicPartition only;

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   */
  public CompactedTopic(Map<String, Object> kafka, String topic) {
    this(
        () ->
            new KafkaConsumer<>(
                ReadOnce.settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topic);
  }

  CompactedTopic(Supplier<Consumer<byte[], byte[]>> consumers, String topic) {
    this.consumers = consumers;
    this.only = new TopicPartition(topic, 0);
  }

  /**
   * Returns the newest usable value of a key. Blocks while it reads.
   *
   * @param end one past the last offset to read; the topic's present end when empty. Where a
   *     transaction is open before it, this waits for the end of that
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public <T> NewestValue<T> newest(String key, NewestValue.Parser<T> parser, OptionalLong end) {
    byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
    NewestValue<T> newest = new NewestValue<>(parser);
    forEach(
        record -> {
          if (Arrays.equals(wanted, record.key())) {
            newest.add(record);
          }
        },
        end);
    return newest;
  }

  /**
   * Hands over every committed record, in the order of the log. Blocks while it reads.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public void forEach(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    forEach(each, OptionalLong.empty());
  }

  private void forEach(
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each, OptionalLong wantedEnd) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = wantedEnd.orElseGet(() -> consumer.endOffsets(List.of(only)).get(only));
      long lastAnswer = System.nanoTime();
      while (consumer.position(only) < end) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(each);
        if (!records.isEmpty()) {
          lastAnswer = System.nanoTime();
        } else if (System.nanoTime() - lastAnswer > SILENCE_NANOS) {
          // a poll does not tell a broker that hangs from a transaction that is open; this throws
          consumer.endOffsets(List.of(only));
          lastAnswer = System.nanoTime();
        }
      }
    }
  }
}
