package dev.kstar.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up unless a stage has stopped for good, or reports fail again and again; says of each stage what
 * it does or waits for. Waiting for the trainer or for pairs does not make the evaluator unready:
 * it answers, with what it has.
 */
@Readiness
@ApplicationScoped
public class StagesReady implements HealthCheck {
  /** Failed reports in a row that are no accident. */
  static final int FAILED_REPORTS = 3;

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
    vitals
        .reports()
        .failures()
        .filter(failures -> failures.count() >= FAILED_REPORTS)
        .ifPresent(failures -> response.down().withData("reports", sentence(failures)));
    return response.build();
  }

  private static String sentence(Condition.Failures failures) {
    return "no report could be made since %s, in %d attempts: %s"
        .formatted(
            failures.first().truncatedTo(ChronoUnit.SECONDS), failures.count(), failures.reason());
  }
}
