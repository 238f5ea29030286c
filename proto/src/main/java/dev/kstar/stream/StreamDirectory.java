package dev.kstar.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.v1.StreamDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Looks a stream's descriptor up on the compacted topic of streams. */
public final class StreamDirectory {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final String topic;

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @param topic the compacted topic of descriptors
   */
  public StreamDirectory(Map<String, Object> kafka, String topic) {
    this.kafka = Map.copyOf(kafka);
    this.topic = topic;
  }

  /**
   * The newest descriptor of a stream, read from the start of the topic to its present end. Blocks
   * while it reads.
   *
   * @return empty when the stream is not there (yet)
   * @throws org.apache.kafka.common.KafkaException when the broker cannot be read
   * @throws IllegalStateException when the newest record of that name is no descriptor
   */
  public Optional<StreamDescriptor> find(String stream) {
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            ReadOnce.settings(kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition(topic, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      byte[] newest = null;
      while (consumer.position(only) < end) {
        for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
          if (stream.equals(found.key())) {
            newest = found.value();
          }
        }
      }
      return Optional.ofNullable(newest).map(this::parse);
    }
  }

  private StreamDescriptor parse(byte[] value) {
    try {
      return StreamDescriptor.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "%s must hold kstar.v1.StreamDescriptor records but one does not parse: %s"
              .formatted(topic, e.getMessage()),
          e);
    }
  }
}
