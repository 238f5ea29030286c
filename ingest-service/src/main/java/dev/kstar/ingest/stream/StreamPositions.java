package dev.kstar.ingest.stream;

import dev.kstar.stream.CompactedTopic;
import dev.kstar.stream.DamagedRecordException;
import dev.kstar.stream.NewestValue;
import dev.kstar.v1.IngestPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Looks up how far a stream has been written, on the compacted topic of positions. */
final class StreamPositions {
  private static final Logger LOG = Logger.getLogger(StreamPositions.class);

  private final Map<String, Object> kafka;
  private final TopicPartition only;
  private final CompactedTopic topic;

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @param topic of one partition
   */
  StreamPositions(Map<String, Object> kafka, String topic) {
    this.kafka = Map.copyOf(kafka);
    this.only = new TopicPartition(topic, 0);
    this.topic = new CompactedTopic(kafka, topic);
  }

  /**
   * The newest valid committed position of a stream. Blocks while it reads, and while a transaction
   * of another stream is open in the topic: what lies behind that one may be the newest of this.
   *
   * <p>A record that cannot be used is skipped, and the position before it is exact all the same: a
   * writer of the stream writes a position in the transaction of its pairs and never a damaged one,
   * so a damaged one is another client's and no pairs belong to it.
   *
   * @return empty for a stream that has never been written in transactions
   * @throws KafkaException when Kafka does not answer
   * @throws DamagedRecordException when records of the stream are there but none is a position:
   *     whatever position were taken instead, pairs would be missing or come twice
   */
  Optional<IngestPosition> find(String stream) {
    NewestValue<IngestPosition> found = read(stream, OptionalLong.of(end()));
    found.warnings(what(stream)).forEach(LOG::warn);
    return value(found, stream);
  }

  /**
   * Looks whether {@link #find} will find what it needs, without waiting for open transactions.
   *
   * @throws KafkaException when Kafka does not answer
   * @throws DamagedRecordException as {@link #find} does
   */
  void check(String stream) {
    value(read(stream, OptionalLong.empty()), stream);
  }

  private NewestValue<IngestPosition> read(String stream, OptionalLong end) {
    return topic.newest(stream, new PositionParser(stream), end);
  }

  private static String what(String stream) {
    return "the position of stream \"%s\"".formatted(stream);
  }

  private Optional<IngestPosition> value(NewestValue<IngestPosition> found, String stream) {
    return found.orThrow(
        what(stream),
        ("which pairs are written already is unknown. Take another stream (setting kstar.stream)"
                + " with topics of its own or an empty data directory; or write a record with the"
                + " key \"%s\" and no value to %s, which reads the source from its beginning, so"
                + " that its pairs come twice")
            .formatted(stream, only.topic()));
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
}
