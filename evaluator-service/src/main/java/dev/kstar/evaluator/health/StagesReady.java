package dev.kstar.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up unless a stage has stopped for good; says of each stage what it does or waits for. Waiting for
 * the trainer or for pairs does not make the evaluator unready: it answers, with what it has.
 */
@Readiness
@ApplicationScoped
public class StagesReady implements HealthCheck {
  private final Vitals vitals;

  StagesReady(Vitals vitals) {
    this.vitals = vitals;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("stages").up();
    for (Condition stage : vitals.stages()) {
      Condition.State state = stage.state();
      response.withData(stage.name(), state.sentence());
      if (state.level() == Condition.Level.STOPPED) {
        response.down();
      }
    }
    return response.build();
  }
}
