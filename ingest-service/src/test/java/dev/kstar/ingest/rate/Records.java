package dev.kstar.ingest.rate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the records that consumers can see, so that no rate is told of pairs that are not there.
 */
final class Records implements AutoCloseable {
  private final List<String> topics;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Knows the ends before the markers of the last transaction are there. */
  private final KafkaConsumer<byte[], byte[]> uncommitted;

  private List<TopicPartition> partitions = List.of();
  private long seen;

  Records(String servers, List<String> topics) {
    this.topics = topics;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                100_000,
                "max.partition.fetch.bytes",
                16 << 20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.uncommitted =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Reads on to the present end.
   *
   * @throws IllegalStateException when there are more or fewer than expected in all
   */
  void expect(long expected) {
    if (partitions.isEmpty()) {
      partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      seen += consumer.poll(Duration.ofMillis(100)).count();
    }
    if (seen != expected) {
      throw new IllegalStateException(
          "%s must hold %d records but hold %d".formatted(topics, expected, seen));
    }
  }

  @Override
  public void close() {
    uncommitted.close();
    consumer.close();
  }
}
