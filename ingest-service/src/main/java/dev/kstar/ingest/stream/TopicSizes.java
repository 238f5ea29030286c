package dev.kstar.ingest.stream;

import dev.kstar.service.StartFailure;
import dev.kstar.stream.TopicsConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/**
 * Makes the topics of a stream take its largest records, before any is written. A topic takes what
 * its {@code max.message.bytes} says; where that is less, it is raised, or the start is refused.
 */
final class TopicSizes {
  private static final Logger LOG = Logger.getLogger(TopicSizes.class);

  /** What Kafka adds to a record that is sent alone. */
  private static final long BATCH_BYTES = 1_024;

  /** Kafka's {@code socket.request.max.bytes}: a broker hangs up on larger requests. */
  private static final long LARGEST_REQUEST = 100 << 20;

  private static final String LARGEST = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
  private static final String SEGMENT = TopicConfig.SEGMENT_BYTES_CONFIG;

  private static final String RETENTION = TopicConfig.RETENTION_BYTES_CONFIG;

  private final RecordSizes sizes;
  private final String pairs;
  private final Map<String, Long> needed = new LinkedHashMap<>();

  TopicSizes(TopicsConfig topics, RecordSizes sizes) {
    this.sizes = sizes;
    this.pairs = topics.pairs();
    needed.put(topics.pairs(), sizes.pair() + BATCH_BYTES);
    needed.put(topics.holdout(), sizes.pair() + BATCH_BYTES);
    needed.put(topics.deadLetters(), sizes.letter() + BATCH_BYTES);
    needed.put(topics.streams(), sizes.descriptor() + BATCH_BYTES);
  }

  /**
   * Looks at the topics, which exist, and raises their limits where they are too low. Blocks.
   *
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @return bytes that each partition of the topic of pairs keeps in closed segments; empty where
   *     it keeps all, or does not tell
   * @throws StartFailure when a topic cannot take the records
   */
  OptionalLong ensure(Map<String, Object> kafka, Duration timeout) {
    if (sizes.largest() + BATCH_BYTES > LARGEST_REQUEST) {
      throw new StartFailure(
          "%s, but Kafka takes at most %d in a request: give fewer columns"
              .formatted(sizes.pairInWords(), LARGEST_REQUEST));
    }
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    try (Admin admin = Admin.create(settings)) {
      Map<ConfigResource, Config> present = describe(admin, timeout);
      present.forEach((topic, config) -> ensure(admin, topic.name(), config, timeout));
      return present.entrySet().stream()
          .filter(topic -> topic.getKey().name().equals(pairs))
          .mapToLong(topic -> number(topic.getValue(), RETENTION))
          .filter(bytes -> bytes >= 0 && bytes < Long.MAX_VALUE)
          .findFirst();
    }
  }

  private Map<ConfigResource, Config> describe(Admin admin, Duration timeout) {
    List<ConfigResource> topics =
        needed.keySet().stream()
            .distinct()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    try {
      return get(admin.describeConfigs(topics).all(), timeout);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("the topics' limits cannot be read (%s)", reason(e));
      return Map.of();
    }
  }

  private void ensure(Admin admin, String topic, Config config, Duration timeout) {
    long bytes = needed.get(topic);
    long segment = number(config, SEGMENT);
    if (segment < bytes) {
      throw refused(topic, SEGMENT, segment, bytes, "");
    }
    long present = number(config, LARGEST);
    if (present >= bytes) {
      return;
    }
    AlterConfigOp raise =
        new AlterConfigOp(
            new ConfigEntry(LARGEST, String.valueOf(bytes)), AlterConfigOp.OpType.SET);
    ConfigResource name = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      get(admin.incrementalAlterConfigs(Map.of(name, List.of(raise))).all(), timeout);
      LOG.infof("%s of %s raised from %d to %d", LARGEST, topic, present, bytes);
    } catch (ExecutionException | TimeoutException e) {
      throw refused(topic, LARGEST, present, bytes, " (Kafka refuses to: %s)".formatted(reason(e)));
    }
  }

  private StartFailure refused(
      String topic, String setting, long present, long bytes, String reason) {
    return new StartFailure(
        "%s, so topic %s must have %s of at least %d but has %d: raise it%s"
            .formatted(sizes.pairInWords(), topic, setting, bytes, present, reason));
  }

  /** A limit that is not told keeps nothing out. */
  private static long number(Config config, String setting) {
    ConfigEntry entry = config.get(setting);
    return entry == null || entry.value() == null ? Long.MAX_VALUE : Long.parseLong(entry.value());
  }

  private static String reason(Exception failure) {
    return failure instanceof TimeoutException
        ? "it did not answer in time"
        : failure.getCause().getMessage();
  }

  private static <T> T get(KafkaFuture<T> future, Duration timeout)
      throws ExecutionException, TimeoutException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while reading the topics' limits", e);
    }
  }
}
