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
    MemberEvidence narrow = member(20, 0.079, 0.688, 2.02, history(0.0041, -0.4, 2.4, -0.03));

    assertThat(verdict(Evidence.withoutLeftOut(narrow)).kind()).isEqualTo(Kind.CAPACITY);
  }

  @Test
  void aFallingTemperatureWithNothingLeftOutIsNoProofOfNarrowLayers() {
    Verdict verdict = verdict(member(8, 0.41, 0.892, 4.88, history(0.0184, -0.48, 0.73, -0.006)));

    assertThat(verdict.kind()).isEqualTo(Kind.UNDECIDED);
    assertThat(verdict.sentence()).startsWith("τ still falls while the loss stalls");
  }

  @Test
  void aModelThatFindsNoPartnersIsNotJudged() {
    Verdict verdict = verdict(member(8, 0.001, 0.005, 5.6, history(1.24, 0.01, 5.545, 0)));

    assertThat(verdict.kind()).isEqualTo(Kind.UNDECIDED);
    assertThat(verdict.sentence()).startsWith("partners are found no more often than by chance");
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
  void ninePartnersOfTenAmongTheNearestAreEnough() {
    assertThat(verdict(member(20, 0.5, 0.91, 5, SETTLED)).kind()).isEqualTo(Kind.HEALTHY);
    assertThat(verdict(member(20, 0.5, 0.89, 5, SETTLED)).kind()).isNotEqualTo(Kind.HEALTHY);
  }

  @Test
  void aWiderModelIsBetterByMoreThanALittleAndMoreThanChance() {
    MemberEvidence wide = member(20, 0.96, 1, 5, SETTLED);

    assertThat(verdict(member(6, 0.92, 1, 4.9, SETTLED), wide).kind()).isEqualTo(Kind.D_TOO_SMALL);
    assertThat(verdict(member(6, 0.945, 1, 4.9, SETTLED), wide).kind()).isEqualTo(Kind.HEALTHY);
    // at one half two standard errors of a difference are 0.03
    assertThat(verdict(member(6, 0.5, 1, 4.9, SETTLED), member(20, 0.525, 1, 5, SETTLED)).kind())
        .isEqualTo(Kind.HEALTHY);
  }

  @Test
  void theBestOfTheWiderModelsIsComparedWith() {
    MemberEvidence small = member(3, 0.293, 0.976, 1.99, SETTLED);

    assertThat(
            verdict(small, member(8, 0.2, 0.5, 5, SETTLED), member(20, 0.95, 1, 5, SETTLED))
                .sentence())
        .contains("d = 20 reaches top-1 0.950");
  }

  @Test
  void aFilledSphereThatAnUnsettledModelBeatsIsTooSmallOnceItsOwnLossStalls() {
    assertThat(
            verdict(member(3, 0.293, 0.976, 1.99, SETTLED), member(20, 0.949, 1, 5, FALLING))
                .kind())
        .isEqualTo(Kind.D_TOO_SMALL);
  }

  @Test
  void roomToSpareIsNeverTooSmall() {
    assertThat(
            verdict(member(8, 0.293, 0.976, 5, SETTLED), member(20, 0.949, 1, 5, SETTLED)).kind())
        .isEqualTo(Kind.HEALTHY);
  }

  @Test
  void aLossThatFallsByLessThanAFifthOverADoublingHasStalled() {
    assertThat(verdict(member(20, 0.9, 1, 5, history(0.01, -0.6, 0.5, -0.28))).kind())
        .isEqualTo(Kind.HEALTHY);
    assertThat(verdict(member(20, 0.9, 1, 5, history(0.01, -0.6, 0.5, -0.3))).kind())
        .isEqualTo(Kind.STILL_CONVERGING);
  }

  /** Of a model that finds few partners, where five dimensions are shared. */
  private static Kind whereFiveAreShared(MemberEvidence member) {
    SharedDimensions five = new SharedDimensions(5, 5, 5, OptionalInt.empty(), List.of());
    return Judge.of(member, List.of(member), Optional.of(five)).kind();
  }

  @Test
  void aDimensionJustBelowTheNumberHolds() {
    TrainingHistory level = history(0.031, 0.01, 3.1, -0.02);

    assertThat(whereFiveAreShared(member(20, 0.15, 0.558, 4.3, level))).isEqualTo(Kind.NOISE_FLOOR);
    assertThat(whereFiveAreShared(member(20, 0.15, 0.558, 4.2, level))).isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void aFallingTemperatureWithALowDimensionShowsNarrowLayers() {
    TrainingHistory falling = history(0.0184, -0.48, 0.73, -0.006);

    assertThat(whereFiveAreShared(member(20, 0.15, 0.558, 4.2, falling))).isEqualTo(Kind.CAPACITY);
    assertThat(whereFiveAreShared(member(20, 0.15, 0.558, 5, falling))).isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void whereWhatIsLeftOutCannotBeToldADimensionFarAboveTheNumberIsNoNarrowLayers() {
    TrainingHistory falling = history(0.0184, -0.48, 0.73, -0.006);
    MemberEvidence near = member(20, 0.15, 0.558, 5.6, falling);
    MemberEvidence above = member(20, 0.15, 0.558, 5.9, falling);

    assertThat(whereFiveAreShared(Evidence.withoutLeftOut(near))).isEqualTo(Kind.CAPACITY);
    assertThat(whereFiveAreShared(Evidence.withoutLeftOut(above))).isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void narrowLayersShowWithoutANumberToCompareWith() {
    MemberEvidence narrow =
        Evidence.withoutLeftOut(member(20, 0.079, 0.688, 2, history(0.0041, -0.4, 2.4, -0.03)));

    assertThat(Judge.of(narrow, List.of(narrow), Optional.empty()).kind()).isEqualTo(Kind.CAPACITY);
  }

  @Test
  void aSharedDirectionThatIsLeftOutIsNoNoiseThoughTheDimensionHolds() {
    MemberEvidence member = member(20, 0.15, 0.558, 4.9, history(0.031, 0.01, 3.1, -0.02));

    assertThat(whereFiveAreShared(Evidence.leavingOut(member, 1))).isEqualTo(Kind.CAPACITY);
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
  void eightObservationsInTheLatterHalfGiveATrend() {
    TrainingHistory seven = TrainingHistory.EMPTY;
    for (long step = 100; step <= 1_300; step += 100) {
      seven = seven.with(new TrainingPoint(step, 1, 1));
    }

    assertThat(seven.trend()).isEmpty();
    assertThat(seven.with(new TrainingPoint(1_350, 1, 1)).trend()).isPresent();
  }

  @Test
  void whatHappenedInTheFirstHalfIsForgotten() {
    TrainingHistory history = TrainingHistory.EMPTY;
    for (long step = 100; step <= 6_000; step += 100) {
      history = history.with(new TrainingPoint(step, 1, step <= 3_000 ? 5 : 1));
    }

    assertThat(history.trend().orElseThrow().lossSlope()).isCloseTo(0, within(1e-9));
  }

  @Test
  void anObservationOfTheSameStepAddsNothing() {
    assertThat(SETTLED.with(new TrainingPoint(6_000, 9, 9))).isEqualTo(SETTLED);
  }

  @Test
  void whatComesAfterAStepIsLeftOut() {
    assertThat(SETTLED.upTo(250).points())
        .extracting(TrainingPoint::step)
        .containsExactly(100L, 200L);
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
    assertThat(trend.temperature()).isEqualTo(0.0072);
  }
}
