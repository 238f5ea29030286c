package dev.kstar.measure.verdict;

import static dev.kstar.measure.verdict.Evidence.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  @Test
  void theElbowLiesBetweenTheLastBelowThePlateauAndTheFirstOnIt() {
    Elbow elbow = Elbow.of(FIVE).orElseThrow();

    assertThat(elbow.low()).isEqualTo(5);
    assertThat(elbow.high()).isEqualTo(7);
    assertThat(elbow.evidence())
        .isEqualTo(
            "top-1 accuracy rises until d = 5 (0.844) and reaches 93 % of the best (0.960 at d ="
                + " 44) from d = 8 (0.940) on");
  }

  @Test
  void curveAndDimensionsTogetherGiveTheNumber() {
    SharedDimensions shared = SharedDimensions.of(FIVE).orElseThrow();

    assertThat(shared.estimate()).isEqualTo(5);
    assertThat(shared.low()).isEqualTo(5);
    assertThat(shared.high()).isEqualTo(5);
    assertThat(shared.evidence())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("the calibrated dimensions of f(X) and g(Y) of 3 models with d from 8");
  }

  @Test
  void aCurveWithoutAnElbowLeavesTheDimensions() {
    List<MemberEvidence> plateau =
        List.of(member(8, 0.94, 5.0), member(20, 0.949, 5.0), member(44, 0.96, 5.1));

    assertThat(Elbow.of(plateau)).isEmpty();
    assertThat(SharedDimensions.of(plateau)).map(SharedDimensions::estimate).hasValue(5);
  }

  @Test
  void dimensionsThatTheCurveRulesOutWidenTheInterval() {
    SharedDimensions shared =
        SharedDimensions.of(
                List.of(
                    member(5, 0.5, 4.1),
                    member(8, 0.8, 6.8),
                    member(12, 0.95, 7.4),
                    member(20, 0.98, 6.9),
                    member(44, 0.98, 7.3)))
            .orElseThrow();

    assertThat(shared.estimate()).isEqualTo(8);
    assertThat(shared.low()).isEqualTo(7);
    assertThat(shared.high()).isEqualTo(11);
    assertThat(shared.evidence())
        .contains("the two disagree: the curve allows 8 to 11, the dimensions say 7");
  }

  @Test
  void oneModelWithRoomToSpareIsEnough() {
    assertThat(SharedDimensions.of(List.of(member(20, 0.95, 5.2))))
        .map(SharedDimensions::estimate)
        .hasValue(5);
  }

  @Test
  void modelsThatFillTheirDimensionsTellNothing() {
    assertThat(SharedDimensions.of(List.of(member(5, 0.844, 3.9)))).isEmpty();
  }
}
