package dev.kstar.measure.verdict;

import static dev.kstar.measure.verdict.Evidence.history;
import static dev.kstar.measure.verdict.Evidence.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.measure.verdict.Conclusion.Withheld;
import dev.kstar.measure.verdict.MemberEvidence.Earlier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedDimensionsTest {
  /** As measured on the linear stream with k* = 5. */
  private static final List<MemberEvidence> FIVE =
      List.of(
          member(3, 0.293, 1.99),
          member(5, 0.844, 3.87),
          member(8, 0.94, 4.98),
          member(20, 0.949, 5.0),
          member(44, 0.96, 5.15));

  private static SharedDimensions told(List<MemberEvidence> members) {
    return SharedDimensions.of(members).told().orElseThrow();
  }

  private static List<String> reasons(MemberEvidence... members) {
    return ((Withheld) SharedDimensions.of(List.of(members))).reasons();
  }

  @Test
  void dimensionsOfModelsWithRoomToSpareGiveTheNumber() {
    SharedDimensions shared = told(FIVE);

    assertThat(shared.estimate()).isEqualTo(5);
    assertThat(shared.low()).isEqualTo(5);
    assertThat(shared.high()).isEqualTo(5);
    assertThat(shared.evidence())
        .first()
        .asString()
        .startsWith("the calibrated dimensions of f(X) and g(Y) of 3 models with d from 8");
  }

  @Test
  void theElbowIsTheNarrowestWidthAboveTheNumber() {
    assertThat(told(FIVE).elbow()).hasValue(8);
    assertThat(told(FIVE).evidence())
        .last()
        .isEqualTo(
            "top-1 rises to 0.844 at d = 5 and 0.940 at d = 8, and hardly beyond: the best is 0.960"
                + " at d = 44");
  }

  @Test
  void accuracyNearItsCeilingBelowTheNumberMarksNoElbow() {
    SharedDimensions shared =
        told(List.of(member(5, 0.8, 3.8), member(8, 0.995, 6.6), member(12, 0.996, 8.0)));

    assertThat(shared.elbow()).isEmpty();
    assertThat(shared.evidence()).last().asString().startsWith("accuracy against d tells nothing");
  }

  @Test
  void accuracyThatStillRisesWidensTheInterval() {
    SharedDimensions shared =
        told(List.of(member(2, 0.05, 1.1), member(5, 0.3, 2.0), member(12, 0.9, 2.1)));

    assertThat(shared.estimate()).isEqualTo(2);
    assertThat(shared.high()).isEqualTo(5);
  }

  @Test
  void whatModelsLeaveOutCounts() {
    SharedDimensions shared =
        told(
            List.of(
                Evidence.leavingOut(member(12, 0.99, 7.8), 2),
                Evidence.leavingOut(member(16, 0.99, 8.7), 1),
                Evidence.leavingOut(member(20, 0.99, 8.0), 2)));

    assertThat(shared.estimate()).isEqualTo(10);
    assertThat(shared.evidence())
        .element(1)
        .asString()
        .startsWith("f and g leave out 1 to 2 shared directions, which are counted");
  }

  @Test
  void oneSettledModelTellsTheNumberAndThatItStandsAlone() {
    SharedDimensions shared = told(List.of(member(20, 0.95, 5.2)));

    assertThat(shared.estimate()).isEqualTo(5);
    assertThat(shared.evidence())
        .last()
        .isEqualTo("it rests on one width, d = 20: there is no curve over d to check it against");
  }

  /** A fall of 0.35 nats over a doubling of the steps. */
  private static final TrainingHistory FALLING = history(0.05, -0.8, 0.5, -0.5);

  private static MemberEvidence seenAlone(TrainingHistory history) {
    return Evidence.after(member(20, 0.95, 1, 5, history), Optional.empty());
  }

  @Test
  void aSteepLossWithholdsTheNumberThoughItStandsStill() {
    assertThat(reasons(member(20, 0.9, 1, 5, history(0.05, -0.8, 2, -1.1))))
        .containsExactly(
            "still converging: d = 20, its loss falls by 0.76 nats over a doubling of the steps");
  }

  @Test
  void aNumberThatStandsStillIsToldThoughTheLossFalls() {
    assertThat(told(List.of(member(20, 0.95, 1, 5, FALLING))).estimate()).isEqualTo(5);
  }

  @Test
  void aMovingDimensionWithholdsTheNumber() {
    MemberEvidence moving = Evidence.after(member(20, 0.95, 5), Optional.of(new Earlier(0.6, 4.2)));

    assertThat(reasons(moving))
        .containsExactly(
            "still converging: d = 20, its dimension moves, from 4.20 to 5.00 in the latter half of"
                + " the steps");
  }

  @Test
  void aDirectionThatIsLearnedMovesNoNumber() {
    MemberEvidence learned = Evidence.leavingOut(member(20, 0.95, 8), 2);

    assertThat(
            told(List.of(Evidence.after(learned, Optional.of(new Earlier(0.6, 9.9))))).estimate())
        .isEqualTo(10);
  }

  @Test
  void oneLookIsEnoughWhereTheLossIsLevel() {
    assertThat(told(List.of(seenAlone(Evidence.SETTLED))).estimate()).isEqualTo(5);
  }

  @Test
  void oneLookIsNotEnoughWhereTheLossFalls() {
    assertThat(reasons(seenAlone(FALLING)))
        .containsExactly(
            "still converging: d = 20, its loss falls by 0.35 nats over a doubling of the steps, and"
                + " no report from long before shows that its dimension stands still");
  }

  @Test
  void aLookFromJustBeforeIsAsGoodAsNone() {
    MemberEvidence twice = Evidence.after(seenAlone(FALLING), Optional.of(new Earlier(0.9, 5)));

    assertThat(reasons(twice)).singleElement().asString().contains("no report from long before");
  }

  @Test
  void modelsThatFindNoPartnersWithholdTheNumber() {
    assertThat(reasons(member(20, 0.001, 0.006, 5, Evidence.SETTLED)))
        .containsExactly("no model finds partners more often than by chance");
  }

  @Test
  void scalesThatDisagreeWithholdTheNumber() {
    assertThat(reasons(Evidence.disagreeing(member(20, 0.95, 5), "the scales disagree")))
        .containsExactly("d = 20: the scales disagree");
  }

  @Test
  void modelsThatDisagreeWithholdTheNumber() {
    assertThat(reasons(member(20, 0.95, 3), member(44, 0.95, 6)))
        .containsExactly("the models do not agree: half of them read below 3.8 or above 5.3");
  }

  @Test
  void modelsThatFillTheirDimensionsWithholdTheNumber() {
    assertThat(reasons(member(5, 0.844, 3.9)))
        .containsExactly("d is too small: every model fills what its d allows, up to d = 5");
  }

  @Test
  void aMinorityThatHasNotSettledDoesNotHoldUpTheOthers() {
    assertThat(
            told(List.of(
                    member(12, 0.95, 5),
                    member(20, 0.95, 5),
                    member(44, 0.9, 1, 9, history(0.05, -0.8, 2, -1.1))))
                .estimate())
        .isEqualTo(5);
  }

  private static MemberEvidence unsettled(int d) {
    return member(d, 0.9, 1, 9, history(0.05, -0.8, 2, -1.1));
  }

  @Test
  void halfOfTheModelsMustHaveSettled() {
    assertThat(told(List.of(member(12, 0.95, 5), unsettled(44))).estimate()).isEqualTo(5);
    assertThat(reasons(member(12, 0.95, 5), unsettled(20), unsettled(44)))
        .hasSize(2)
        .allMatch(reason -> reason.startsWith("still converging"));
  }

  private static MemberEvidence disagreeing(int d) {
    return Evidence.disagreeing(member(d, 0.95, 9), "the scales disagree");
  }

  @Test
  void theScalesOfHalfOfTheModelsMustAgreeAndOnlyThoseCount() {
    assertThat(told(List.of(member(12, 0.95, 5), disagreeing(44))).estimate()).isEqualTo(5);
    assertThat(reasons(member(12, 0.95, 5), disagreeing(20), disagreeing(44)))
        .containsExactly("d = 20: the scales disagree", "d = 44: the scales disagree");
  }

  @Test
  void modelsThatFindNoPartnersDoNotCount() {
    MemberEvidence lost = member(44, 0.001, 0.006, 2, Evidence.SETTLED);

    assertThat(told(List.of(member(12, 0.95, 5), lost, lost)).estimate()).isEqualTo(5);
  }

  @Test
  void modelsThatFillTheirDimensionsDoNotCount() {
    assertThat(
            told(List.of(
                    member(3, 0.3, 2), member(4, 0.6, 3), member(5, 0.8, 4), member(8, 0.95, 5)))
                .estimate())
        .isEqualTo(5);
  }

  @Test
  void aDimensionJustWithinWhatDAllowsHasNoRoomToSpare() {
    assertThat(reasons(member(5, 0.8, 3.6)))
        .singleElement()
        .asString()
        .startsWith("d is too small");
    assertThat(told(List.of(member(5, 0.8, 3.4))).estimate()).isEqualTo(3);
  }

  @Test
  void withoutAnyDimensionThereIsNoNumber() {
    assertThat(reasons(Evidence.unmeasured(20)))
        .containsExactly("no model's dimension could be estimated");
    assertThat(told(List.of(Evidence.unmeasured(20), member(20, 0.95, 5))).estimate()).isEqualTo(5);
  }

  @Test
  void aDimensionWithoutAnIntervalDoesNotCount() {
    assertThat(reasons(Evidence.withoutIntervals(20)))
        .containsExactly("no model's dimension could be estimated");
  }

  @Test
  void aModelOfAsManyDimensionsAsAreSharedIsBelowTheElbow() {
    assertThat(
            told(List.of(member(5, 0.97, 3.9), member(8, 0.95, 5), member(20, 0.94, 5))).evidence())
        .last()
        .asString()
        .contains("top-1 is 0.970 at d = 5 already, and 0.950 at d = 8");
  }

  @Test
  void aFewStrayModelsDoNotMatter() {
    assertThat(
            told(List.of(
                    member(8, 0.95, 3),
                    member(12, 0.95, 5),
                    member(16, 0.95, 5),
                    member(20, 0.95, 5),
                    member(44, 0.95, 9)))
                .estimate())
        .isEqualTo(5);
  }

  @Test
  void modelsThatDifferByAFifthAgree() {
    assertThat(told(List.of(member(12, 0.95, 4.4), member(20, 0.95, 5.3))).estimate()).isEqualTo(5);
  }

  @Test
  void theNumberIsTheMedianAndTheIntervalSpansThemAll() {
    SharedDimensions low = told(List.of(member(8, 1, 4), member(12, 1, 4.6), member(20, 1, 5)));
    SharedDimensions high =
        told(List.of(member(8, 1, 4.8), member(12, 1, 5.3), member(20, 1, 5.9)));

    assertThat(low.estimate()).isEqualTo(5);
    assertThat(low.low()).isEqualTo(4);
    assertThat(high.estimate()).isEqualTo(5);
    assertThat(high.high()).isEqualTo(6);
  }

  @Test
  void theIntervalCountsWhatIsLeftOut() {
    SharedDimensions shared = told(List.of(Evidence.leavingOut(member(20, 0.99, 8), 2)));

    assertThat(shared.low()).isEqualTo(10);
    assertThat(shared.high()).isEqualTo(10);
  }

  @Test
  void lessThanOneDimensionIsOne() {
    assertThat(told(List.of(member(20, 0.95, 0.4))).estimate()).isEqualTo(1);
  }

  @Test
  void accuracyThatStillRisesMarksNoElbow() {
    assertThat(
            told(List.of(member(2, 0.05, 1.1), member(5, 0.3, 2.0), member(12, 0.9, 2.1))).elbow())
        .isEmpty();
  }

  @Test
  void replicasOfTwoWidthsAreNoCurve() {
    assertThat(
            told(List.of(member(5, 0.8, 3.9), member(20, 0.95, 5), member(20, 0.94, 5))).evidence())
        .last()
        .asString()
        .startsWith("there is no curve over d to check it against");
  }

  @Test
  void ofReplicasAtTheElbowTheBestCounts() {
    assertThat(
            told(List.of(
                    member(5, 0.5, 3.9),
                    member(8, 0.6, 5),
                    member(8, 0.95, 5),
                    member(20, 0.96, 5)))
                .elbow())
        .hasValue(8);
  }

  @Test
  void aRiseWithinChanceMarksNoElbow() {
    assertThat(
            told(List.of(member(5, 0.93, 3.9), member(8, 0.938, 5), member(20, 0.94, 5))).elbow())
        .isEmpty();
  }

  @Test
  void aDimensionThatFallsMovesAsWell() {
    assertThat(reasons(Evidence.after(member(20, 0.95, 5), Optional.of(new Earlier(0.6, 6)))))
        .singleElement()
        .asString()
        .contains("its dimension moves, from 6.00 to 5.00");
  }

  @Test
  void aDimensionThatMovesByLessThanATenthStands() {
    assertThat(
            told(List.of(Evidence.after(member(20, 0.95, 5), Optional.of(new Earlier(0.6, 4.7)))))
                .estimate())
        .isEqualTo(5);
  }

  @Test
  void aModelThatFindsPartnersALittleMoreOftenThanByChanceCounts() {
    // chance is 10 of 2,000 here; five standard errors are 0.008
    assertThat(told(List.of(member(20, 0.01, 0.02, 5, Evidence.SETTLED))).estimate()).isEqualTo(5);
    assertThat(reasons(member(20, 0.01, 0.012, 5, Evidence.SETTLED)))
        .containsExactly("no model finds partners more often than by chance");
  }

  @Test
  void theIntervalSpansThoseOfBothEncoders() {
    SharedDimensions shared = told(List.of(Evidence.unlike(20, 4.5, 5.5)));

    assertThat(shared.estimate()).isEqualTo(5);
    assertThat(shared.low()).isEqualTo(4);
    assertThat(shared.high()).isEqualTo(6);
  }
}
