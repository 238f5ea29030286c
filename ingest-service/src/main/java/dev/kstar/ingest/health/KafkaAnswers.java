package dev.kstar.ingest.health;

import dev.kstar.stream.KafkaContact;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check that is up while Kafka answers. */
@Readiness
final class KafkaAnswers implements HealthCheck {
  private final KafkaContact contact;

  KafkaAnswers(KafkaContact contact) {
    this.contact = contact;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> silence = contact.silence();
    var response = HealthCheckResponse.named("Kafka answers").status(silence.isEmpty());
    silence.ifPresent(sentence -> response.withData("reason", sentence));
    return response.build();
  }
}
