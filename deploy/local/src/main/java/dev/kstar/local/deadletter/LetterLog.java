package dev.kstar.local.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.stream.ReadOnce;
import dev.kstar.v1.DeadLetter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of dead letters, read from its start to its present end, one letter in memory at a
 * time.
 *
 * @param kafka client settings
 * @param topic of dead letters
 */
public record LetterLog(Map<String, Object> kafka, String topic) {
  private static final Duration POLL = Duration.ofMillis(200);

  public LetterLog {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Each rejected record once, in the order of the log, however often a service that was killed has
   * written its letter.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public void forEach(Consumer<Letter> each) {
    Set<Coordinates> sentBack = sentBack();
    Set<Coordinates> seen = new HashSet<>();
    read(
        letter -> {
          Coordinates coordinates = Coordinates.of(letter);
          if (letter.getSentBackMs() == 0 && seen.add(coordinates)) {
            each.accept(new Letter(letter, sentBack.contains(coordinates)));
          }
        });
  }

  private Set<Coordinates> sentBack() {
    Set<Coordinates> found = new HashSet<>();
    read(
        letter -> {
          if (letter.getSentBackMs() != 0) {
            found.add(Coordinates.of(letter));
          }
        });
    return found;
  }

  private void read(Consumer<DeadLetter> each) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          each.accept(parse(record));
        }
      }
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = ReadOnce.settings(kafka);
    settings.put("max.poll.records", 100);
    settings.put("fetch.max.bytes", 4 << 20);
    return settings;
  }

  DeadLetter parse(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return damaged(record, "this dead letter itself has no value");
    }
    try {
      return DeadLetter.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      return damaged(record, "this letter itself does not parse: " + e.getMessage());
    }
  }

  private DeadLetter damaged(ConsumerRecord<byte[], byte[]> record, String reason) {
    return DeadLetter.newBuilder()
        .setTopic(topic)
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setReason(reason)
        .build();
  }
}
