package dev.kstar.evaluator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class StagesReadyTest {
  private final Condition trainer = new Condition("trainer");
  private final Condition evaluation =
      new Condition("evaluation", Clock.fixed(Instant.ofEpochSecond(60), ZoneOffset.UTC));
  private final StagesReady ready =
      new StagesReady(new Vitals(List.of(), List.of(trainer, evaluation), trainer, evaluation));

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      evaluation.troubled("a pair is wrong");
    }
  }

  @Test
  void call_oneFailedReport_isUp() {
    fail(1);

    assertThat(ready.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  @Test
  void call_reportsFailInARow_isDownAndSaysWhy() {
    fail(StagesReady.FAILED_REPORTS);

    HealthCheckResponse response = ready.call();

    assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(response.getData().orElseThrow())
        .containsEntry(
            "reports",
            "no report could be made since 1970-01-01T00:01:00Z, in 3 attempts: a pair is wrong");
  }

  @Test
  void call_aReportAfterFailures_isUpAgain() {
    fail(StagesReady.FAILED_REPORTS);
    evaluation.works("report 3");

    assertThat(ready.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  @Test
  void call_trainerAway_isUp() {
    for (int i = 0; i < 10; i++) {
      trainer.troubled("away");
    }

    assertThat(ready.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }
}
