package dev.kstar.ingest.stream;

import dev.kstar.stream.ReadOnce;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the ids of the newest pairs from the log, which alone knows what is durable. */
final class LastIds {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> settings;

  private record Written(long timestamp, String id) {}

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   */
  LastIds(Map<String, Object> kafka) {
    settings = ReadOnce.settings(kafka);
  }

  /**
   * The ids of the last committed records, from the oldest to the newest by their timestamps.
   * Blocks while it reads.
   *
   * @param count pairs that are among them for certain: twice as many offsets of each partition are
   *     looked at, since a transaction of a single pair takes two
   */
  List<String> of(List<String> topics, int count) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer
          .beginningOffsets(partitions)
          .forEach(
              (partition, first) ->
                  consumer.seek(partition, Math.max(first, ends.get(partition) - 2L * count)));
      return read(consumer, ends).stream()
          .sorted(Comparator.comparingLong(Written::timestamp))
          .map(Written::id)
          .toList();
    }
  }

  private static List<Written> read(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<Written> written = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null) {
          written.add(
              new Written(record.timestamp(), new String(record.key(), StandardCharsets.UTF_8)));
        }
      }
    }
    return written;
  }
}
