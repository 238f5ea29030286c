package dev.kstar.local.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.stream.ReadOnce;
import dev.kstar.v1.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The newest dead letter of a topic. */
public final class NewestLetter {
  private static final int PATIENCE_MS = 2_000;
  private static final Duration POLL = Duration.ofMillis(PATIENCE_MS);

  /** Transactions leave marks at the end of the log, which are no records. */
  private static final long LAST_OFFSETS = 20;

  private NewestLetter() {}

  /**
   * Returns why it was rejected. Blocks for a few seconds at most.
   *
   * @param servers of the log
   * @return empty when there is none, or when Kafka does not answer
   */
  public static Optional<String> reason(String servers, String topic) {
    Map<String, Object> settings = ReadOnce.settings(Map.of("bootstrap.servers", servers));
    settings.put("default.api.timeout.ms", PATIENCE_MS);
    settings.put("request.timeout.ms", PATIENCE_MS);
    TopicPartition only = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      long first = consumer.beginningOffsets(List.of(only)).get(only);
      consumer.seek(only, Math.max(first, end - LAST_OFFSETS));
      byte[] newest = null;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        newest = record.value();
      }
      return newest == null ? Optional.empty() : Optional.of(reason(newest));
    } catch (KafkaException e) {
      return Optional.empty();
    }
  }

  private static String reason(byte[] letter) {
    try {
      return DeadLetter.parseFrom(letter).getReason();
    } catch (InvalidProtocolBufferException e) {
      return "the letter itself is damaged";
    }
  }
}
