package dev.kstar.ingest.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.stream.ReadOnce;
import dev.kstar.v1.IngestPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Looks up how far a stream has been written, on the compacted topic of positions. */
final class StreamPositions {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> kafka;
  private final TopicPartition only;

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @param topic of one partition
   */
  StreamPositions(Map<String, Object> kafka, String topic) {
    this.kafka = Map.copyOf(kafka);
    this.only = new TopicPartition(topic, 0);
  }

  /**
   * The newest committed position of a stream. Blocks while it reads, and while a transaction of
   * another stream is open in the topic: what lies behind that one may be the newest of this.
   *
   * @return empty for a stream that has never been written in transactions
   * @throws KafkaException when Kafka does not answer
   */
  Optional<IngestPosition> find(String stream) {
    long end = end();
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            ReadOnce.settings(kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
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

  /**
   * One past the last record, open transactions included; a consumer's end would leave them out.
   */
  private long end() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    try (Admin admin = Admin.create(settings)) {
      return admin
          .listOffsets(Map.of(only, OffsetSpec.latest()))
          .partitionResult(only)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new KafkaException("the topic of positions cannot be read", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private IngestPosition parse(byte[] value) {
    try {
      return IngestPosition.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "%s must hold kstar.v1.IngestPosition records but one does not parse: %s"
              .formatted(only.topic(), e.getMessage()),
          e);
    }
  }
}
