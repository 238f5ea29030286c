package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.ReportFailure;
import dev.kstar.v1.TrainerState;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportStatusJsonTest {
  private static final ReportStatusJson.Pace PACE =
      new ReportStatusJson.Pace(Duration.ofSeconds(2), 0.1);
  private static final Report REPORT =
      Report.newBuilder()
          .setNumber(12)
          .setRunId("a")
          .setCreatedMs(1_000)
          .setSeconds(3)
          .addMembers(MemberReport.newBuilder().setStep(100))
          .build();

  private static JsonObject at(long step, long nowMs, ReportFailure failure) {
    TrainerState state =
        TrainerState.newBuilder()
            .setRunId("a")
            .setStep(step)
            .setPhase(TrainerState.Phase.PHASE_TRAINING)
            .build();
    return ReportStatusJson.of(
        Optional.of(REPORT), Optional.of(state), Optional.ofNullable(failure), PACE, nowMs);
  }

  @Test
  void of_withinTheUsualPause_isNotLate() {
    JsonObject status = at(500, 1_000 + 122_000, null);

    assertThat(status.getLong("ageMs")).isEqualTo(122_000);
    assertThat(status.getBoolean("late")).isFalse();
  }

  @Test
  void of_longAfterTheUsualPause_isLate() {
    assertThat(at(500, 1_000 + 123_000, null).getBoolean("late")).isTrue();
  }

  @Test
  void of_trainingStandsStill_isNotLate() {
    assertThat(at(100, 1_000_000, null).getBoolean("late")).isFalse();
  }

  @Test
  void of_failures_haveReasonAndTimes() {
    ReportFailure failure =
        ReportFailure.newBuilder().setReason("broken").setSinceMs(5).setAtMs(9).setCount(3).build();

    assertThat(at(100, 2_000, failure).getJsonObject("failure").encode())
        .isEqualTo("{\"reason\":\"broken\",\"sinceMs\":5,\"atMs\":9,\"count\":3}");
  }

  @Test
  void of_noReportYet_hasNoAge() {
    JsonObject status =
        ReportStatusJson.of(Optional.empty(), Optional.empty(), Optional.empty(), PACE, 5);

    assertThat(status.getValue("ageMs")).isNull();
    assertThat(status.getBoolean("late")).isFalse();
  }
}
