package dev.kstar.ingest.health;

import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Phase;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Up once the stream has begun, while Kafka acknowledges what is sent. */
@Readiness
final class KafkaAcknowledges implements HealthCheck {
  private final PairStream stream;

  KafkaAcknowledges(PairStream stream) {
    this.stream = stream;
  }

  @Override
  public HealthCheckResponse call() {
    Phase phase = stream.progress().phase();
    boolean begun = !(phase instanceof Phase.Starting || phase instanceof Phase.Failed);
    return HealthCheckResponse.named("Kafka acknowledges pairs")
        .status(begun && !stream.stalled())
        .withData("phase", phase.getClass().getSimpleName())
        .withData("unacknowledged", stream.progress().unacknowledged())
        .build();
  }
}
