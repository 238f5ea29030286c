package dev.kstar.evaluator;

import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;

/** A real Kafka broker in this JVM. */
final class Broker {
  private Broker() {}

  static KafkaCluster start() {
    return KafkaBroker.started(1);
  }
}
