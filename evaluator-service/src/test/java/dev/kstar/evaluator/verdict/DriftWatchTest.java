package dev.kstar.evaluator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Alarm;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Retrieval;
import dev.kstar.v1.Verdict;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
  private final DriftWatch drift = new DriftWatch();
  private Verdict.Kind verdict = Verdict.Kind.KIND_HEALTHY;
  private long step;

  private List<Alarm> report(double top1, double dimension) {
    step += 100;
    return again("run-1", top1, dimension);
  }

  private List<Alarm> again(String run, double top1, double dimension) {
    Retrieval retrieval = Retrieval.newBuilder().setTop1(top1).build();
    DimensionEstimate estimate = DimensionEstimate.newBuilder().setCalibrated(dimension).build();
    return drift.alarms(
        run,
        List.of(
            MemberReport.newBuilder()
                .setStep(step)
                .setVerdict(Verdict.newBuilder().setKind(verdict))
                .setXToY(retrieval)
                .setYToX(retrieval)
                .addDimensionF(estimate)
                .addDimensionG(estimate)
                .build()));
  }

  /** So many reports of the same accuracy; the last one's alarms. */
  private List<Alarm> reports(int count, IntToDoubleFunction dimension) {
    List<Alarm> alarms = List.of();
    for (int i = 0; i < count; i++) {
      alarms = report(0.95, dimension.applyAsDouble(i));
    }
    return alarms;
  }

  @Test
  void aStepOfLessThanHalfADeviationNeverAlarms() {
    reports(20, i -> 5);

    assertThat(reports(1_000, i -> 5 * Math.exp(0.03))).isEmpty();
  }

  @Test
  void aDimensionThatHardlyEverMovedMayMoveByAHundredth() {
    reports(100, i -> 5);

    assertThat(reports(300, i -> 5.05)).isEmpty();
  }

  @Test
  void anAccuracyThatHardlyEverMovedMayFallByHalfAHundredth() {
    reports(100, i -> 5);
    for (int i = 0; i < 300; i++) {
      assertThat(report(0.945, 5)).isEmpty();
    }
  }

  @Test
  void oneStrayReportIsNoAlarm() {
    reports(50, i -> 5);

    assertThat(report(0.89, 5.8)).isEmpty();
    assertThat(reports(50, i -> 5)).isEmpty();
  }

  @Test
  void theFirstTwentyReportsOnlyTeach() {
    assertThat(reports(20, i -> i >= 8 && i < 12 ? 8 : 5)).isEmpty();
  }

  @Test
  void whatChangesBeforeTheTrainingHasSettledIsNoDrift() {
    verdict = Verdict.Kind.KIND_STILL_CONVERGING;
    reports(40, i -> 2);
    verdict = Verdict.Kind.KIND_HEALTHY;

    assertThat(reports(40, i -> 5)).isEmpty();
  }

  @Test
  void aTrainingThatHasSettledOnceIsWatchedThoughItConvergesAnew() {
    reports(40, i -> 2);
    verdict = Verdict.Kind.KIND_STILL_CONVERGING;

    assertThat(reports(3, i -> 5)).isNotEmpty();
  }

  @Test
  void theSameWeightsAgainTellNothingNew() {
    reports(40, i -> 5);
    for (int i = 0; i < 40; i++) {
      assertThat(again("run-1", 0.5, 2)).isEmpty();
    }
  }

  @Test
  void anotherRunForgetsTheAlarms() {
    reports(40, i -> 2);
    assertThat(reports(3, i -> 5)).isNotEmpty();

    assertThat(again("run-2", 0.95, 5)).isEmpty();
  }

  @Test
  void theSixteenNewestAlarmsStay() {
    List<Alarm> alarms = reports(300, i -> i / 30 % 2 == 0 ? 2 : 8);

    assertThat(alarms).hasSize(16);
    assertThat(alarms.get(15).getSinceStep()).isGreaterThan(alarms.get(0).getSinceStep());
  }
}
