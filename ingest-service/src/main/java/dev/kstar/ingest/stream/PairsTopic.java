package dev.kstar.ingest.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The offsets of the topic of training pairs. Calls block; safe for one thread at a time. */
final class PairsTopic implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final String topic;

  PairsTopic(Map<String, Object> kafka, String topic) {
    this.admin = Admin.create(settings(kafka));
    this.topic = topic;
  }

  /** Number of partitions. */
  int partitions() throws InterruptedException {
    return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().size();
  }

  /** One past the last offset, open transactions included, by partition. */
  Map<Integer, Long> ends(int partitions) throws InterruptedException {
    return offsets(partitions, OffsetSpec.latest());
  }

  /** The first offset that is still there, by partition. */
  Map<Integer, Long> beginnings(int partitions) throws InterruptedException {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** What a group has committed, by partition; empty for a group that never did. */
  Map<Integer, Long> committed(String group) throws InterruptedException {
    Map<Integer, Long> offsets = new HashMap<>();
    try {
      get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                  offsets.put(partition.partition(), offset.offset());
                }
              });
    } catch (GroupIdNotFoundException e) {
      return Map.of();
    }
    return offsets;
  }

  private Map<Integer, Long> offsets(int partitions, OffsetSpec spec) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(topic, partition), spec);
    }
    return get(admin.listOffsets(wanted).all()).entrySet().stream()
        .collect(
            Collectors.toMap(
                offset -> offset.getKey().partition(), offset -> offset.getValue().offset()));
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }

  private static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return settings;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
