package dev.kstar.evaluator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The short form of {@link TruthTable}: five shared dimensions and three widths. */
class EndToEndTest {
  private static final Setting FIVE = Setting.sweep(5, 0, 1).withDimensions(List.of(3, 8, 12));

  private static Report early;
  private static Report late;

  @BeforeAll
  static void train() {
    try (Run run = new Run(FIVE, 20)) {
      early = run.reportAt(500);
      run.reportAt(2_000);
      late = run.reportAt(2_500);
    }
  }

  @Test
  void aTrainingThatHasJustBegunIsToldNothing() {
    assertThat(early.hasShared()).isFalse();
    assertThat(early.getWithheldList()).allMatch(reason -> reason.startsWith("still converging"));
  }

  @Test
  void fiveSharedDimensionsAreTold() {
    assertThat(late.getShared().getEstimate()).isEqualTo(5);
    assertThat(late.getShared().getLow()).isLessThanOrEqualTo(5);
    assertThat(late.getShared().getHigh()).isGreaterThanOrEqualTo(5);
    assertThat(late.getShared().getElbow()).isEqualTo(8);
  }

  @Test
  void eachModelIsJudgedByWhatItIs() {
    assertThat(late.getMembersList())
        .extracting(MemberReport::getVerdict)
        .extracting(Verdict::getKind)
        .containsExactly(
            Verdict.Kind.KIND_D_TOO_SMALL, Verdict.Kind.KIND_HEALTHY, Verdict.Kind.KIND_HEALTHY);
  }

  @Test
  void modelsWithRoomToSpareLeaveNothingOut() {
    assertThat(late.getMembers(0).getLeftOut().getDirections()).isPositive();
    assertThat(late.getMembers(1).getLeftOut().getDirections()).isZero();
    assertThat(late.getMembers(2).getLeftOut().getDirections()).isZero();
  }
}
