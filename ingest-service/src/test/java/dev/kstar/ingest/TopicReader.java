package dev.kstar.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.v1.PairedSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all that a topic holds, as far as it has been committed. */
public final class TopicReader {
  private final String servers;

  public TopicReader(String servers) {
    this.servers = servers;
  }

  /**
   * Every record up to the present end of each partition. Waits for transactions that are open
   * there: a commit has returned before its markers stand in the log.
   */
  public List<ConsumerRecord<String, byte[]>> all(String topic) {
    return read(topic, ends(topic));
  }

  /** Every record that can be seen now, whatever transaction is open behind it. */
  public List<ConsumerRecord<String, byte[]>> visible(String topic) {
    return read(topic, Map.of());
  }

  private Map<TopicPartition, Long> ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> uncommitted =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return uncommitted.endOffsets(
          uncommitted.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
    }
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic, Map<TopicPartition, Long> until) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = until.isEmpty() ? consumer.endOffsets(partitions) : until;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  public List<PairedSample> pairs(String topic) {
    return all(topic).stream().map(TopicReader::pair).toList();
  }

  private static PairedSample pair(ConsumerRecord<String, byte[]> record) {
    try {
      return PairedSample.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
