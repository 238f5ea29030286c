package dev.kstar.ingest.health;

import dev.kstar.ingest.stream.PairStream;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Up while the ingest thread does its work or has completed it. */
@Liveness
final class StreamLives implements HealthCheck {
  private final PairStream stream;

  StreamLives(PairStream stream) {
    this.stream = stream;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> reason = stream.deadBecause();
    var response = HealthCheckResponse.named("ingest thread").status(reason.isEmpty());
    reason.ifPresent(text -> response.withData("reason", text));
    return response.build();
  }
}
