package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Reports;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final Aim.Find AIM = new Aim.Find(5, 300, true);

  private final Observation observation = new Observation(AIM);

  @Test
  void goesOnWhileKStarIsNotFound() {
    observation.trainer(state(Phase.PHASE_TRAINING, 100, 1), at(1));
    observation.report(Reports.of(100, 3, 3));

    assertThat(observation.ending(at(1))).isEmpty();
  }

  @Test
  void endsWhenKStarIsFound() {
    observation.trainer(state(Phase.PHASE_TRAINING, 350, 1), at(1));
    observation.report(Reports.of(100, 5, 5));
    observation.report(Reports.of(200, 5, 5));
    observation.report(Reports.of(300, 5, 5));

    assertThat(observation.ending(at(1)))
        .contains(new Ending.Found(5, Reports.of(300, 5, 5).getMembers(0)));
  }

  @Test
  void waitsForTheReportOfTheLastStep() {
    observation.trainer(state(Phase.PHASE_COMPLETED, 300, 1), at(1));
    observation.report(Reports.of(200, 3, 3));

    assertThat(observation.ending(at(2))).isEmpty();
  }

  @Test
  void endsAtTheLimitWithWhatWasMissing() {
    observation.trainer(state(Phase.PHASE_COMPLETED, 300, 1), at(1));
    observation.report(Reports.of(300, 0.5, 0.5, Reports.estimate(5), Reports.estimate(5)));

    assertThat(observation.ending(at(2)))
        .hasValueSatisfying(
            ending ->
                assertThat(((Ending.LimitReached) ending).missing())
                    .isEqualTo(
                        "top-0.5% is below 0.99, and both dimensions were in range in 1 of 3"
                            + " consecutive reports"));
  }

  @Test
  void doesNotWaitForEverForTheLastReport() {
    observation.trainer(state(Phase.PHASE_COMPLETED, 300, 1), at(1));
    observation.trainer(state(Phase.PHASE_COMPLETED, 300, 1), at(30));

    assertThat(observation.ending(at(61)))
        .contains(
            new Ending.Failed(
                "the evaluator has not reported on step 300, the last one, within 60 s"));
  }

  @Test
  void aFailedTrainingEndsEverySession() {
    Observation up = new Observation(new Aim.KeepRunning());

    up.trainer(
        state(Phase.PHASE_FAILED, 3, 1).toBuilder().setReason("the log is gone").build(), at(1));

    assertThat(up.ending(at(1)))
        .contains(new Ending.Failed("the training has failed: the log is gone"));
  }

  @Test
  void aFailedSourceEndsEverySession() {
    observation.source(
        SourceState.newBuilder()
            .setPhase(SourceState.Phase.PHASE_FAILED)
            .setReason("x.npy ends early")
            .build());

    assertThat(observation.ending(at(1)))
        .contains(new Ending.Failed("the source has failed: x.npy ends early"));
  }

  @Test
  void aReportThatComesAgainTellsNothingNew() {
    observation.report(Reports.of(100, 5, 5));

    assertThat(observation.report(Reports.of(100, 5, 5))).isFalse();
  }

  @Test
  void trainingTimeIsReadBetweenTheStatesAroundAStep() {
    observation.trainer(state(Phase.PHASE_TRAINING, 100, 2), at(1));
    observation.trainer(state(Phase.PHASE_TRAINING, 200, 4), at(2));

    assertThat(observation.trainingSeconds(150)).isCloseTo(3, Offset.offset(1e-12));
  }

  @Test
  void trainingTimeOfTheNewestStepIsItsOwn() {
    observation.trainer(state(Phase.PHASE_TRAINING, 100, 2), at(1));

    assertThat(observation.trainingSeconds(100)).isEqualTo(2);
  }

  @Test
  void theLiveViewIsToldHowLongTheTrainerIsSilent() {
    observation.trainer(state(Phase.PHASE_TRAINING, 100, 2), at(1));

    assertThat(observation.live("", at(9), java.util.List.of()).silent()).isEqualTo(at(8));
  }

  private static TrainerState state(Phase phase, long step, double seconds) {
    return TrainerState.newBuilder()
        .setPhase(phase)
        .setStep(step)
        .setTrainingSeconds(seconds)
        .build();
  }

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
