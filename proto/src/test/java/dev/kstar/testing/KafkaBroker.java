package dev.kstar.testing;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker in this process, for the time of a test class. */
public final class KafkaBroker implements QuarkusTestResourceLifecycleManager, AutoCloseable {
  private KafkaCluster cluster;

  @Override
  public Map<String, String> start() {
    cluster = KafkaClusterFactory.create(KafkaClusterConfig.builder().brokersNum(1).build());
    cluster.start();
    return Map.of("kafka.bootstrap.servers", cluster.getBootstrapServers());
  }

  @Override
  public void stop() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
