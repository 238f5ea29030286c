package dev.kstar.stream;

import dev.kstar.service.StartFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes sure that the broker answers and that every topic exists; the services start in any order.
 */
public final class TopicSetup {
  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  /** A record every fraction of a second: small segments, so that little is read at a start. */
  private static final Map<String, String> OFTEN_COMPACTED =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(4 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1");

  private static final long PAUSE_NANOS = 10_000_000;

  private TopicSetup() {}

  /**
   * Creates the topics that are missing; existing ones stay as they are. Blocks until the broker
   * knows all of them, at most twice {@code timeout}.
   *
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @throws StartFailure when the broker does not answer in time, or refuses
   */
  public static void ensure(Map<String, Object> kafka, TopicsConfig topics, Duration timeout) {
    try (Admin admin = Admin.create(adminSettings(kafka, timeout))) {
      List<NewTopic> wanted = wanted(topics);
      for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
        await(created, timeout);
      }
      List<String> names = wanted.stream().map(NewTopic::name).toList();
      awaitKnown(() -> admin.describeTopics(names).allTopicNames(), timeout);
    } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
      throw new StartFailure(
          "Kafka at %s did not answer within %d s (setting kafka.bootstrap.servers)"
              .formatted(servers(kafka), timeout.toSeconds()),
          e);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailure(
          "Kafka at %s cannot be used: %s".formatted(servers(kafka), cause.getMessage()), e);
    }
  }

  private static void await(KafkaFuture<Void> created, Duration timeout) throws TimeoutException {
    try {
      created.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while creating topics", e);
    }
  }

  /**
   * The controller answers as soon as it has a topic, whoever created it, and a broker hears of it
   * a little later: asked in between, it says that there is none.
   *
   * @param describe asks a broker for all topics
   */
  static void awaitKnown(Supplier<? extends KafkaFuture<?>> describe, Duration timeout)
      throws TimeoutException {
    long start = System.nanoTime();
    while (true) {
      try {
        describe.get().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
        if (System.nanoTime() - start > timeout.toNanos()) {
          throw new KafkaException(
              "topics were created but are not known after %d s".formatted(timeout.toSeconds()));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailure("interrupted while waiting for topics", e);
      }
    }
  }

  private static List<NewTopic> wanted(TopicsConfig topics) {
    short replicas = (short) topics.replication();
    return List.of(
        new NewTopic(topics.pairs(), topics.partitions(), replicas),
        new NewTopic(topics.holdout(), 1, replicas),
        new NewTopic(topics.deadLetters(), 1, replicas),
        new NewTopic(topics.streams(), 1, replicas).configs(COMPACTED),
        new NewTopic(topics.ingestPositions(), 1, replicas).configs(OFTEN_COMPACTED),
        new NewTopic(topics.snapshots(), 1, replicas).configs(COMPACTED),
        new NewTopic(topics.reports(), 1, replicas).configs(COMPACTED));
  }

  private static Map<String, Object> adminSettings(Map<String, Object> kafka, Duration timeout) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    settings.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(5_000, timeout.toMillis()));
    return settings;
  }

  private static Object servers(Map<String, Object> kafka) {
    return kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
  }
}
