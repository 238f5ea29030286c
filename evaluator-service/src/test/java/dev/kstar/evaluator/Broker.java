package dev.kstar.evaluator;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterExecutionMode;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;

/** A real Kafka broker in this JVM. */
final class Broker {
  private Broker() {}

  static KafkaCluster start() {
    KafkaCluster cluster =
        KafkaClusterFactory.create(
            KafkaClusterConfig.builder()
                .execMode(KafkaClusterExecutionMode.IN_VM)
                .kraftMode(true)
                .build());
    cluster.start();
    return cluster;
  }
}
