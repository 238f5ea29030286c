package dev.kstar.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Up while every thread lives and its last turn is recent. */
@Liveness
@ApplicationScoped
public class ThreadsAlive implements HealthCheck {
  private final Vitals vitals;

  ThreadsAlive(Vitals vitals) {
    this.vitals = vitals;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("threads").up();
    for (Heartbeat thread : vitals.threads()) {
      response.withData(thread.name(), "last turn %d ms ago".formatted(thread.age().toMillis()));
      if (!thread.alive()) {
        response.down();
      }
    }
    return response.build();
  }
}
