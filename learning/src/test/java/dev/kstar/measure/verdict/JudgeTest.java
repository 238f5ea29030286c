package dev.kstar.measure.verdict;

import static dev.kstar.measure.verdict.Evidence.history;
import static dev.kstar.measure.verdict.Evidence.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.measure.verdict.Verdict.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Each with the numbers that were measured of such a training. */
class JudgeTest {
  private static final TrainingHistory SETTLED = history(0.0072, -0.6, 0.15, -0.05);

  private static final TrainingHistory FALLING = history(0.05, -0.8, 2, -1.1);

  private static Verdict verdict(MemberEvidence... members) {
    List<MemberEvidence> population = List.of(members);
    return Judge.of(members[0], population, SharedDimensions.of(population).told());
  }

  @Test
  void partnersThatAreFoundAreHealthy() {
    Verdict verdict = verdict(member(20, 0.949, 1, 5, SETTLED));

    assertThat(verdict.kind()).isEqualTo(Kind.HEALTHY);
    assertThat(verdict.sentence())
        .isEqualTo(
            "partners are found: d 20, dimension 5.00, top-1 0.949, top-0.5 % 1.000, τ 0.0072 with"
                + " slope -0.60 and loss 0.165 with slope -0.050 against log step");
  }

  @Test
  void noiseLevelsTheTemperatureWhileTheDimensionHolds() {
    assertThat(verdict(member(20, 0.15, 0.558, 5, history(0.031, 0.01, 3.1, -0.02))).kind())
        .isEqualTo(Kind.NOISE_FLOOR);
  }

  @Test
  void narrowLayersKeepTheTemperatureFallingWhileTheLossStalls() {
    assertThat(verdict(member(20, 0.079, 0.688, 2.02, history(0.0041, -0.4, 2.4, -0.03))).kind())
        .isEqualTo(Kind.CAPACITY);
  }

  @Test
  void aFallingLossIsStillConverging() {
    Verdict verdict = verdict(member(20, 0.3, 0.7, 4, history(0.05, -0.8, 2, -0.9)));

    assertThat(verdict.kind()).isEqualTo(Kind.STILL_CONVERGING);
    assertThat(verdict.sentence()).startsWith("the loss still falls: ");
  }

  @Test
  void fewObservationsAreStillConverging() {
    TrainingHistory one = TrainingHistory.EMPTY.with(new TrainingPoint(10, 1, 5));

    assertThat(verdict(member(20, 0.9, 1, 5, one)))
        .isEqualTo(
            new Verdict(Kind.STILL_CONVERGING, "only 1 observations of the training so far"));
  }

  @Test
  void aFilledSphereBelowBetterModelsIsTooSmall() {
    Verdict verdict =
        verdict(member(3, 0.293, 0.976, 1.99, SETTLED), member(20, 0.949, 1, 5, SETTLED));

    assertThat(verdict.kind()).isEqualTo(Kind.D_TOO_SMALL);
    assertThat(verdict.sentence())
        .startsWith("the dimension fills what d = 3 allows, and d = 20 reaches top-1 0.949: ");
  }

  @Test
  void aFilledSphereIsTooSmallThoughItsLossFallsOnceAWiderModelHasSettled() {
    MemberEvidence small = member(3, 0.293, 0.976, 1.99, FALLING);

    assertThat(verdict(small, member(20, 0.949, 1, 5, SETTLED)).kind()).isEqualTo(Kind.D_TOO_SMALL);
    assertThat(verdict(small, member(20, 0.949, 1, 5, FALLING)).kind())
        .isEqualTo(Kind.STILL_CONVERGING);
  }

  @Test
  void aFilledSphereThatNoWiderModelBeatsIsHealthy() {
    assertThat(verdict(member(6, 0.945, 1, 4.9, SETTLED), member(20, 0.949, 1, 5, SETTLED)).kind())
        .isEqualTo(Kind.HEALTHY);
  }

  @Test
  void aFilledSphereWithoutAWiderModelIsTooSmallAndSaysWhatIsMissing() {
    assertThat(verdict(member(3, 0.293, 0.976, 1.99, SETTLED)).sentence())
        .contains("no wider model is there to compare with");
  }

  @Test
  void aLevelTemperatureWithALowDimensionFitsNoRule() {
    MemberEvidence odd = member(20, 0.1, 0.5, 2, history(0.03, 0, 3, 0));

    assertThat(
            Judge.of(
                    odd,
                    List.of(odd),
                    Optional.of(new SharedDimensions(5, 5, 5, OptionalInt.empty(), List.of())))
                .kind())
        .isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void sharedDirectionsThatAreLeftOutShowNarrowLayersWhateverTheTemperatureDoes() {
    MemberEvidence narrow = member(20, 0.013, 0.137, 1.12, history(0.004, -0.17, 2.49, -0.059));

    assertThat(verdict(Evidence.leavingOut(narrow, 4)).kind()).isEqualTo(Kind.CAPACITY);
  }

  @Test
  void historyKeepsTheWholeRunInABoundedNumberOfPoints() {
    TrainingHistory history = TrainingHistory.EMPTY;
    for (int step = 1; step <= 10_000; step++) {
      history = history.with(new TrainingPoint(step, 1, 1));
    }

    assertThat(history.points()).hasSizeLessThanOrEqualTo(TrainingHistory.MOST);
    assertThat(history.points().get(0).step()).isEqualTo(1);
    assertThat(history.points().get(history.points().size() - 1).step()).isEqualTo(10_000);
  }

  @Test
  void aStepBackBeginsANewHistory() {
    assertThat(SETTLED.with(new TrainingPoint(3, 1, 1)).points()).hasSize(1);
  }

  @Test
  void slopesAreThoseOfThePowersTheyCameFrom() {
    Trend trend = history(0.0072, -0.6, 0.15, -0.05).trend().orElseThrow();

    assertThat(trend.temperatureSlope()).isCloseTo(-0.6, within(1e-9));
    assertThat(trend.lossSlope()).isCloseTo(-0.05, within(1e-9));
  }
}
