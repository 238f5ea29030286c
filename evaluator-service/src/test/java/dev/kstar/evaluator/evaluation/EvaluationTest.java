package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.evaluator.Snapshots;
import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutState.Reading;
import dev.kstar.evaluator.holdout.HoldoutState.Stopped;
import dev.kstar.evaluator.holdout.HoldoutState.Waiting;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC);

  private final FakeSource trainer = new FakeSource();
  private final Condition trainerCondition = new Condition("trainer");
  private HoldoutState holdout = new Reading(view(4, 30));
  private final Evaluation evaluation =
      new Evaluation(
          () -> holdout,
          trainer,
          new UnrepresentablePairs((pair, rejected) -> {}),
          30,
          new MeasureSettings(5, 10, 1, 1, List.of(1)),
          trainerCondition,
          new Heartbeat("evaluation", Duration.ofSeconds(1), CLOCK),
          CLOCK);

  private static HoldoutView view(int dx, int count) {
    Random random = new Random(1);
    List<HeldPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] x = new float[dx];
      float[] y = new float[Snapshots.DIMENSION];
      for (int k = 0; k < dx; k++) {
        x[k] = random.nextFloat() - 0.5f;
        y[Snapshots.DIMENSION - 1 - k % Snapshots.DIMENSION] = x[k];
      }
      pairs.add(new HeldPair("id-" + i, 0, i, x, y, Map.of()));
    }
    return new HoldoutView(dx, Snapshots.DIMENSION, pairs);
  }

  @Test
  void reportsOnTheWholeWindow() throws NotNow {
    Report report = evaluation.now();

    assertThat(report.getHoldoutPairs()).isEqualTo(30);
    assertThat(report.getHoldout(0).getToOffset()).isEqualTo(30);
    assertThat(report.getCreatedMs()).isEqualTo(5_000);
    assertThat(report.getMembers(0).getXToY().getTop1()).isEqualTo(1);
  }

  @Test
  void reportsTheStepOfTheSnapshotRatherThanThatOfTheState() throws NotNow {
    trainer.snapshot = Snapshots.reversing(101);

    assertThat(evaluation.now().getMembers(0).getStep()).isEqualTo(101);
  }

  @Test
  void anotherProcessComputesTheSameFromTheSameSnapshotPairsAndSeed() throws NotNow {
    Report first = evaluation.now();
    FakeSource same = new FakeSource();
    Evaluation other =
        new Evaluation(
            () -> holdout,
            same,
            new UnrepresentablePairs((pair, rejected) -> {}),
            30,
            new MeasureSettings(5, 10, first.getSeed(), 1, List.of(1)),
            new Condition("trainer"),
            new Heartbeat("evaluation", Duration.ofSeconds(1), CLOCK),
            CLOCK);

    assertThat(other.now()).isEqualTo(first);
    assertThat(first.getMembers(0).getSnapshotSha256()).hasSize(64);
  }

  @Test
  void countsReportsFromOne() throws NotNow {
    assertThat(evaluation.now().getNumber()).isEqualTo(1);
    assertThat(evaluation.now().getNumber()).isEqualTo(2);
  }

  @Test
  void makesNoReportWhileTheTrainingStandsStill() throws NotNow {
    evaluation.whenAdvanced();

    assertThat(evaluation.whenAdvanced()).isEmpty();
  }

  @Test
  void makesNoReportOfASnapshotThatIsReportedAlready() throws NotNow {
    trainer.snapshot = Snapshots.reversing(103);
    evaluation.whenAdvanced();
    trainer.advanceTo(103);

    assertThat(evaluation.whenAdvanced()).isEmpty();
  }

  @Test
  void makesTheNextReportWhenTheTrainingHasAdvanced() throws NotNow {
    evaluation.whenAdvanced();
    trainer.advanceTo(101);

    assertThat(evaluation.whenAdvanced()).isPresent();
  }

  @Test
  void makesAReportOfAnotherRunAtAnEarlierStep() throws NotNow {
    evaluation.whenAdvanced();
    trainer.state = FakeSource.at("run-2", 3);

    assertThat(evaluation.whenAdvanced()).map(Report::getRunId).hasValue("run-2");
  }

  @Test
  void makesNoReportByItselfBeforeTheFirstStep() throws NotNow {
    trainer.advanceTo(0);

    assertThat(evaluation.whenAdvanced()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHASE_PAUSED", "PHASE_COMPLETED", "PHASE_FAILED"})
  void aTrainingThatStandsStillNeedsNotBeSpared(TrainerState.Phase phase) {
    trainer.state = trainer.state.toBuilder().setPhase(phase).build();

    evaluation.observe();

    assertThat(evaluation.trains()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHASE_TRAINING", "PHASE_WAITING_FOR_DATA"})
  void aTrainingThatGoesOnIsSparedAgain(TrainerState.Phase phase) {
    trainer.state = trainer.state.toBuilder().setPhase(TrainerState.Phase.PHASE_PAUSED).build();
    evaluation.observe();
    trainer.state = trainer.state.toBuilder().setPhase(phase).build();

    evaluation.observe();

    assertThat(evaluation.trains()).isTrue();
  }

  @Test
  void tooFewPairsAreNoReport() {
    holdout = new Reading(view(4, 29));

    assertThatThrownBy(evaluation::now)
        .isInstanceOf(NotNow.class)
        .hasMessage(
            "waiting for 30 held-out pairs (setting kstar.evaluator.minimum): there are 29");
  }

  @Test
  void withoutAStreamThereIsNoReport() {
    holdout = new Waiting("waiting for the descriptor");

    assertThatThrownBy(evaluation::now).hasMessage("waiting for the descriptor");
  }

  @Test
  void afterAChangeOfTheStreamThereIsNoReport() {
    holdout = new Stopped("the stream changed");

    assertThatThrownBy(evaluation::now).hasMessage("the stream changed");
  }

  @Test
  void aTrainerThatIsAwayIsNoReportAndVisible() {
    trainer.away = "the trainer does not answer";

    assertThatThrownBy(evaluation::now).hasMessage("the trainer does not answer");
    assertThat(trainerCondition.state())
        .isEqualTo(new Condition.State(Condition.Level.TROUBLED, "the trainer does not answer"));
  }

  @Test
  void aSnapshotThatDoesNotArriveWholeIsTrouble() {
    trainer.broken = "the SHA-256 is wrong";

    assertThatThrownBy(evaluation::now)
        .isInstanceOfSatisfying(NotNow.class, e -> assertThat(e.isTrouble()).isTrue())
        .hasMessage("the SHA-256 is wrong");
  }

  @Test
  void aTrainerWithoutMembersIsNoReport() {
    trainer.state = trainer.state.toBuilder().clearMembers().setReason("no stream").build();

    assertThatThrownBy(evaluation::now).hasMessage("the trainer has no members yet: no stream");
  }

  @Test
  void pairsOfOtherDimensionsThanTheSnapshotsAreNoReport() {
    holdout = new Reading(view(3, 30));

    assertThatThrownBy(evaluation::now)
        .hasMessage("the held-out pairs have dx 3, dy 4 but member 0 was trained on dx 4, dy 4");
  }

  @Test
  void weightsThatGiveNoNumbersAreNoReport() {
    float[] infinite = new float[16];
    Arrays.fill(infinite, Float.POSITIVE_INFINITY);
    trainer.snapshot = Snapshots.linear(100, infinite, infinite);

    assertThatThrownBy(evaluation::now)
        .isInstanceOf(NotNow.class)
        .hasMessageStartingWith("f of member 0 at step 100 cannot be measured: coordinate 0");
  }
}
