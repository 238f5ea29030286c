package dev.kstar.ingest.stream;

import dev.kstar.service.StartFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of pairs: nothing lost, nothing twice, and large batches. */
final class ProducerSettings {
  private static final int DELIVERY_TIMEOUT_MILLIS = 120_000;

  /** A transaction outlives the delivery of its pairs, so that only a newer writer ends it. */
  private static final long TRANSACTION_MARGIN_MILLIS = 10_000;

  /**
   * Bytes on their way, of each partition some batches. Each pair there has objects of its own,
   * which every young collection copies: with Kafka's 32 MB a collection takes twice as long.
   */
  private static final long BUFFER_BYTES = 8 << 20;

  /**
   * As the system sees fit, which takes a request at once. Into Kafka's 128 KiB a request of
   * several batches goes in ten pieces, and each wakes the thread that sends them: five times as
   * many changes of thread, and a tenth more processor time.
   */
  private static final int SOCKET_BUFFER_BYTES = -1;

  /** Kafka's own default of the longest request, which its largest record may fill. */
  private static final long LONGEST_REQUEST = 1 << 20;

  /** What Kafka adds to a record. */
  private static final long RECORD_BYTES = 1_024;

  private final Map<String, Object> settings;

  /**
   * @param kafka client settings; speed and timeouts given there win, safety does not
   */
  ProducerSettings(Map<String, Object> kafka) {
    this(kafka, 0);
  }

  /**
   * With room for large records.
   *
   * @param largest bytes of the largest record that will be sent
   */
  ProducerSettings(Map<String, Object> kafka, long largest) {
    settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ProducerConfig.configNames());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 10);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    settings.putIfAbsent(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        String.valueOf(Math.max(LONGEST_REQUEST, largest + RECORD_BYTES)));
    long longest = number(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2 * longest));
    settings.putIfAbsent(ProducerConfig.SEND_BUFFER_CONFIG, SOCKET_BUFFER_BYTES);
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    // the first pairs of a transaction are refused until the markers of the one before stand in the
    // log, a few milliseconds; Kafka's 100 ms would be half of the time between two commits
    settings.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    // a full buffer waits for the broker as long as the pairs in it do
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeoutMillis());
  }

  /**
   * Checks that the settings that were given have room for the records of a stream.
   *
   * @throws dev.kstar.service.StartFailure naming the setting that is too low
   */
  void require(RecordSizes sizes) {
    long bytes = sizes.largest() + RECORD_BYTES;
    for (String setting :
        List.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ProducerConfig.BUFFER_MEMORY_CONFIG)) {
      if (number(setting) < bytes) {
        throw new StartFailure(
            "%s, so kafka.%s must be at least %d but was %d"
                .formatted(sizes.pairInWords(), setting, bytes, number(setting)));
      }
    }
  }

  /** How long the producer tries to deliver a pair. */
  long deliveryTimeoutMillis() {
    return number(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
  }

  /** How long handing a pair over or flushing can block. */
  Duration longestWait() {
    return Duration.ofMillis(
        Math.max(deliveryTimeoutMillis(), number(ProducerConfig.MAX_BLOCK_MS_CONFIG)));
  }

  private long number(String key) {
    return Long.parseLong(settings.get(key).toString());
  }

  /** A producer of single records. */
  Producer<byte[], byte[]> create() {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The producer of a stream's pairs, of which Kafka lets only the newest write. */
  Producer<byte[], byte[]> createFor(String stream) {
    Map<String, Object> transactional = new HashMap<>(settings);
    transactional.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "kstar-ingest-" + stream);
    transactional.putIfAbsent(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(deliveryTimeoutMillis() + TRANSACTION_MARGIN_MILLIS));
    return new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
