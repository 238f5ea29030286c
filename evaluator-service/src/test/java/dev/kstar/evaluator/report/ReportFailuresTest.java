package dev.kstar.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.v1.ReportFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReportFailuresTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(7), ZoneOffset.UTC);

  private final Condition evaluation = new Condition("evaluation", CLOCK);
  private final Condition trainer = new Condition("trainer", CLOCK);

  @Test
  void of_failedTwice_hasTheNewestReasonAndTheCount() {
    evaluation.troubled("first");
    evaluation.waits("the trainer does not answer");
    evaluation.troubled("second");

    assertThat(ReportFailures.of(evaluation, trainer))
        .hasValue(
            ReportFailure.newBuilder()
                .setReason("second")
                .setSinceMs(7)
                .setAtMs(7)
                .setCount(2)
                .build());
  }

  @Test
  void of_trainerAway_saysSo() {
    trainer.troubled("the trainer does not answer");

    assertThat(ReportFailures.of(evaluation, trainer).orElseThrow().getReason())
        .isEqualTo("the trainer does not answer");
  }

  @Test
  void of_worksAgain_isEmpty() {
    evaluation.troubled("first");
    evaluation.works("report 1");

    assertThat(ReportFailures.of(evaluation, trainer)).isEmpty();
  }
}
