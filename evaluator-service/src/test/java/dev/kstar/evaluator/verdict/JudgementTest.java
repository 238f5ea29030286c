package dev.kstar.evaluator.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.v1.Alarm;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.Interval;
import dev.kstar.v1.LeftOut;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.PrequentialRetrieval;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.Verdict;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private final TrainingLog training = new TrainingLog();
  private final TrainingLog trainingAfter = new TrainingLog();
  private final Judgement judgement = new Judgement(training);

  private static DimensionEstimate estimate(double calibrated) {
    return DimensionEstimate.newBuilder()
        .setEstimator(Estimator.ESTIMATOR_LEVINA_BICKEL)
        .setValue(calibrated)
        .setCalibrated(calibrated)
        .setCalibrated95(Interval.newBuilder().setLow(calibrated - 0.2).setHigh(calibrated + 0.2))
        .build();
  }

  private static TrainerState state(long step) {
    return TrainerState.newBuilder()
        .setRunId("run-1")
        .setStep(step)
        .addMembers(MemberState.newBuilder().setTemperature(10.0 / step).setLoss(0.2))
        .build();
  }

  private Report judged(long step, double top1, double dimension) {
    return judged(judgement, training, step, top1, dimension);
  }

  private static Report judged(
      Judgement judgement, TrainingLog training, long step, double top1, double dimension) {
    training.observe(state(step));
    return measured(judgement, step, top1, dimension);
  }

  private static Report measured(Judgement judgement, long step, double top1, double dimension) {
    Retrieval retrieval = Retrieval.newBuilder().setTop1(top1).setTopHalfPercent(1).build();
    Report.Builder report =
        Report.newBuilder()
            .setRunId("run-1")
            .setHoldoutPairs(2_000)
            .addMembers(
                MemberReport.newBuilder()
                    .setDimension(20)
                    .setStep(step)
                    .setXToY(retrieval)
                    .setYToX(retrieval)
                    .addDimensionF(estimate(dimension))
                    .addDimensionG(estimate(dimension)));
    judgement.add(report);
    return report.build();
  }

  /** Fifty reports of a training that has settled. */
  private Report settled() {
    Report report = null;
    for (long step = 100; step <= 5_000; step += 100) {
      report = judged(step, 0.95, 2 + 0.01 * (step / 100 % 3));
    }
    return report;
  }

  @Test
  void aReportTellsSharedDimensionsAndVerdict() {
    Report report = settled();

    assertThat(report.getShared().getEstimate()).isEqualTo(2);
    assertThat(report.getShared().getEvidenceCount()).isEqualTo(2);
    assertThat(report.getMembers(0).getVerdict().getKind()).isEqualTo(Verdict.Kind.KIND_HEALTHY);
    assertThat(report.getAlarmsList()).isEmpty();
  }

  @Test
  void noNumberIsToldOfPairsThatAreLearnedByHeart() {
    Report.Builder again = settled().toBuilder().clearShared();
    again
        .getMembersBuilder(0)
        .setXToY(Retrieval.newBuilder().setTopHalfPercent(0.1))
        .setYToX(Retrieval.newBuilder().setTopHalfPercent(0.1))
        .setPrequential(
            PrequentialRetrieval.newBuilder().setPairs(256).setXToY(0.99).setYToX(0.99));

    judgement.add(again);

    assertThat(again.hasShared()).isFalse();
    assertThat(again.getWithheldList())
        .singleElement()
        .asString()
        .startsWith("the pairs are learned by heart");
  }

  @Test
  void aTrainingThatWasHardlySeenIsStillConverging() {
    assertThat(judged(100, 0.95, 5).getMembers(0).getVerdict().getKind())
        .isEqualTo(Verdict.Kind.KIND_STILL_CONVERGING);
  }

  /** Of a training that was watched to its end, with what a change makes of the member. */
  private Report changed(Consumer<MemberReport.Builder> change) {
    for (long step = 100; step <= 5_000; step += 100) {
      training.observe(state(step));
    }
    Report.Builder report = measured(new Judgement(new TrainingLog()), 5_000, 0.95, 3).toBuilder();
    report.clearAlarms().clearWithheld().clearShared().clearObserved();
    change.accept(report.getMembersBuilder(0).clearVerdict());
    judgement.add(report);
    return report.build();
  }

  @Test
  void whatIsLeftOutCountedBeforeAsWellAndDoesNotMove() {
    Consumer<MemberReport.Builder> two =
        member -> member.setLeftOut(LeftOut.newBuilder().setDirections(2));
    changed(member -> two.accept(member.setStep(4_000)));

    assertThat(changed(two).getShared().getEstimate()).isEqualTo(5);
  }

  @Test
  void scalesThatDisagreeInEitherEncoderWithholdTheNumber() {
    assertThat(changed(member -> member.setDisagreementF("f disagrees")).getWithheldList())
        .containsExactly("d = 20: f disagrees");
    assertThat(changed(member -> member.setDisagreementG("g disagrees")).getWithheldList())
        .containsExactly("d = 20: g disagrees");
  }

  @Test
  void accuraciesAreTheMeansOfBothDirections() {
    Report report =
        changed(
            member ->
                member
                    .setXToY(Retrieval.newBuilder().setTop1(0.9).setTopHalfPercent(0.96))
                    .setYToX(Retrieval.newBuilder().setTop1(0.5).setTopHalfPercent(0.9)));

    assertThat(report.getMembers(0).getVerdict().getSentence())
        .contains("top-1 0.700, top-0.5 % 0.930");
  }

  @Test
  void whatIsLeftOutIsUnknownWhereTheReportDoesNotTell() {
    Retrieval half = Retrieval.newBuilder().setTop1(0.1).setTopHalfPercent(0.5).build();

    assertThat(
            changed(member -> member.setXToY(half).setYToX(half))
                .getMembers(0)
                .getVerdict()
                .getKind())
        .isEqualTo(Verdict.Kind.KIND_CAPACITY);
    assertThat(
            changed(member -> member.setXToY(half).setYToX(half).setLeftOut(LeftOut.newBuilder()))
                .getMembers(0)
                .getVerdict()
                .getKind())
        .isNotEqualTo(Verdict.Kind.KIND_CAPACITY);
  }

  @Test
  void aNewNumberOfDimensionsRaisesAnAlarmForBothEncoders() {
    settled();
    judged(5_100, 0.95, 5);
    Report report = judged(5_200, 0.95, 5);

    assertThat(report.getAlarmsList())
        .extracting(Alarm::getMeasure)
        .containsExactly("dimension of f(X)", "dimension of g(Y)");
    assertThat(report.getAlarms(0).getSinceStep()).isEqualTo(5_100);
    assertThat(report.getAlarms(0).getBefore()).isCloseTo(2, within(0.05));
    assertThat(report.getAlarms(0).getNow()).isCloseTo(5, within(0.05));
  }

  @Test
  void aFallOfAccuracyRaisesAnAlarmAndARiseDoesNot() {
    settled();
    for (long step = 5_100; step <= 7_000; step += 100) {
      assertThat(judged(step, 1, 2).getAlarmsList()).isEmpty();
    }
    Report report = null;
    for (long step = 7_100; step <= 10_000; step += 100) {
      report = judged(step, 0.6, 2);
    }

    assertThat(report.getAlarmsList()).extracting(Alarm::getMeasure).containsExactly("top-1");
  }

  @Test
  void anotherRunForgetsAlarmsAndHistory() {
    settled();
    judged(5_100, 0.95, 5);
    training.observe(
        TrainerState.newBuilder()
            .setRunId("run-2")
            .setStep(10)
            .addMembers(MemberState.newBuilder().setTemperature(1).setLoss(1))
            .build());

    assertThat(training.of(0, 1_000).points()).hasSize(1);
  }

  @Test
  void aRestartThatReplaysTheReportsGoesOnAsIfThereHadBeenNone() {
    Judgement restarted = new Judgement(trainingAfter);
    for (long step = 100; step <= 5_000; step += 100) {
      restarted.replay(judged(step, 0.95, 2 + 0.01 * (step / 100 % 3)));
    }
    judged(5_100, 0.95, 5);
    Report undisturbed = judged(5_200, 0.95, 5);

    judged(restarted, trainingAfter, 5_100, 0.95, 5);
    Report after = judged(restarted, trainingAfter, 5_200, 0.95, 5);

    assertThat(after).isEqualTo(undisturbed);
    assertThat(after.getAlarmsList()).hasSize(2);
  }

  @Test
  void anotherReportOnTheSameStepIsStillComparedWithTheEarlierOne() {
    for (long step = 100; step <= 5_000; step += 100) {
      training.observe(state(step));
    }
    measured(judgement, 4_000, 0.95, 4);
    measured(judgement, 5_000, 0.95, 5);

    assertThat(measured(judgement, 5_000, 0.95, 5).getWithheldList())
        .containsExactly(
            "still converging: d = 20, its dimension moves, from 4.00 to 5.00 in the latter half of"
                + " the steps");
  }

  @Test
  void aTrainingThatWasWatchedToItsEndNeedsOnlyOneReport() {
    for (long step = 100; step <= 5_000; step += 100) {
      training.observe(state(step));
    }

    assertThat(judged(5_000, 0.95, 5).getShared().getEstimate()).isEqualTo(5);
  }

  @Test
  void whatWasSeenOfTheTrainingAfterTheSnapshotSaysNothingOfIt() {
    for (long step = 100; step <= 5_000; step += 100) {
      training.observe(state(step));
    }

    assertThat(measured(judgement, 100, 0.95, 5).getWithheldList())
        .containsExactly("still converging: d = 20, only 1 observations of the training so far");
  }

  @Test
  void aWithheldNumberSaysWhy() {
    assertThat(judged(100, 0.95, 5).getWithheldList())
        .containsExactly("still converging: d = 20, only 1 observations of the training so far");
  }

  @Test
  void theNumberIsThatOfTheSmallestScale() {
    for (long step = 100; step <= 5_000; step += 100) {
      training.observe(state(step));
    }
    Report.Builder report = measured(judgement, 5_000, 0.95, 5.6).toBuilder();
    report.clearShared().clearWithheld().clearObserved();
    DimensionEstimate.Builder closer = estimate(5.2).toBuilder().setNeighbours(10);
    MemberReport.Builder member = report.getMembersBuilder(0);
    member.getDimensionFBuilder(0).setNeighbours(20);
    member.getDimensionGBuilder(0).setNeighbours(20);
    member.addDimensionF(closer).addDimensionG(closer);
    Judgement other = new Judgement(training);

    other.add(report);

    assertThat(report.getShared().getEstimate()).isEqualTo(5);
  }

  @Test
  void newSharedDirectionsThatAModelLeavesOutRaiseAnAlarm() {
    Report alarmed = null;
    for (long step = 100; step <= 5_200; step += 100) {
      alarmed = leavingOut(step, step > 5_000 ? 3 : 0);
    }

    assertThat(alarmed.getAlarmsList())
        .extracting(Alarm::getMeasure)
        .containsExactly("shared dimensions");
    assertThat(alarmed.getAlarms(0).getSinceStep()).isEqualTo(5_100);
    assertThat(alarmed.getAlarms(0).getNow()).isCloseTo(5, within(0.05));
  }

  private Report leavingOut(long step, int directions) {
    Report.Builder report =
        judged(new Judgement(new TrainingLog()), new TrainingLog(), step, 0.95, 2).toBuilder();
    report.clearAlarms().clearWithheld().clearShared().clearObserved();
    report
        .getMembersBuilder(0)
        .clearVerdict()
        .setLeftOut(LeftOut.newBuilder().setDirections(directions));
    training.observe(state(step));
    judgement.add(report);
    return report.build();
  }
}
