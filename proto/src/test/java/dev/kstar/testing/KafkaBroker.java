package dev.kstar.testing;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterExecutionMode;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;

/** A real broker in this process, beside the application under test. */
public final class KafkaBroker implements QuarkusTestResourceLifecycleManager {
  private static final int ATTEMPTS = 4;

  /** So long that a loaded machine loses no broker. */
  private static final Duration SESSION = Duration.ofMinutes(1);

  private KafkaCluster cluster;

  /** A cluster of one broker in this process, not started; closing it is the caller's. */
  public static KafkaCluster newCluster() {
    return newCluster(1);
  }

  /** A cluster of so many; the first is the controller as well. */
  public static KafkaCluster newCluster(int brokers) {
    return newCluster(brokers, SESSION);
  }

  private static KafkaCluster newCluster(int brokers, Duration session) {
    return KafkaClusterFactory.create(
        KafkaClusterConfig.builder()
            .execMode(KafkaClusterExecutionMode.IN_VM)
            .brokersNum(brokers)
            // fifty are a lot of work for a test
            .brokerConfig("transaction.state.log.num.partitions", "1")
            .brokerConfig("broker.session.timeout.ms", String.valueOf(session.toMillis()))
            .build());
  }

  /**
   * A cluster that serves; closing it is the caller's. The library gives a start 30 s, which a
   * loaded machine may need several of.
   */
  public static KafkaCluster started(int brokers) {
    return started(brokers, SESSION);
  }

  /**
   * The same, of which a broker that was stopped can be started again.
   *
   * @param session how long the controller takes a broker that it does not hear of for alive, and
   *     so refuses it when it comes again (DUPLICATE_BROKER_REGISTRATION); the library gives that
   *     start 30 s
   */
  public static KafkaCluster started(int brokers, Duration session) {
    RuntimeException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      KafkaCluster next = newCluster(brokers, session);
      try {
        next.start();
        return next;
      } catch (RuntimeException e) {
        last = e;
        closeQuietly(next);
      }
    }
    throw new IllegalStateException("the broker did not start", last);
  }

  private static void closeQuietly(KafkaCluster cluster) {
    try {
      cluster.close();
    } catch (Exception e) {
      // half started, so its end is not in order either
    }
  }

  @Override
  public Map<String, String> start() {
    cluster = started(1);
    return Map.of("kafka.bootstrap.servers", cluster.getBootstrapServers());
  }

  @Override
  public void stop() {
    if (cluster != null) {
      try {
        cluster.close();
      } catch (Exception e) {
        throw new IllegalStateException("the broker did not stop", e);
      }
    }
  }
}
