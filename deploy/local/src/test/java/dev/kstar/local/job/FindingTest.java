package dev.kstar.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Report;
import dev.kstar.v1.SharedDimensions;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
  @Test
  void threeConsecutiveReportsInRangeFindKStar() {
    Finding finding =
        after(Reports.of(100, 4.6, 5.4), Reports.of(200, 5.5, 4.5), Reports.of(300, 5, 5));

    assertThat(finding.found()).isTrue();
  }

  @Test
  void twoReportsInRangeAreNotEnough() {
    Finding finding = after(Reports.of(100, 5, 5), Reports.of(200, 5, 5));

    assertThat(finding.found()).isFalse();
    assertThat(finding.inRange()).isEqualTo(2);
  }

  @Test
  void aReportOutOfRangeStartsTheCountAgain() {
    Finding finding =
        after(
            Reports.of(100, 5, 5),
            Reports.of(200, 5, 5),
            Reports.of(300, 5, 5.51),
            Reports.of(400, 5, 5),
            Reports.of(500, 5, 5));

    assertThat(finding.inRange()).isEqualTo(2);
    assertThat(finding.found()).isFalse();
  }

  @Test
  void bothDirectionsMustBeRetrieved() {
    Report last = Reports.of(300, 0.999, 0.989, Reports.estimate(5), Reports.estimate(5));

    Finding finding = after(Reports.of(100, 5, 5), Reports.of(200, 5, 5), last);

    assertThat(finding.found()).isFalse();
  }

  @Test
  void retrievalCountsWhenTheNewestReportHasIt() {
    Report first = Reports.of(100, 0.5, 0.5, Reports.estimate(5), Reports.estimate(5));

    Finding finding = after(first, Reports.of(200, 5, 5), Reports.of(300, 5, 5));

    assertThat(finding.found()).isTrue();
  }

  @Test
  void anUnansweredDimensionIsNotInRange() {
    Report last =
        Reports.of(300, 0.999, 0.999, Reports.estimate(5), Reports.unanswered("too few points"));

    Finding finding = after(Reports.of(100, 5, 5), Reports.of(200, 5, 5), last);

    assertThat(finding.inRange()).isZero();
  }

  @Test
  void theSameWeightsMeasuredAgainCountOnce() {
    Finding finding = after(Reports.of(100, 5, 5), Reports.of(100, 5, 5), Reports.of(100, 5, 5));

    assertThat(finding.inRange()).isEqualTo(1);
  }

  @Test
  void anotherRunStartsTheCountAgain() {
    Finding finding = after(Reports.of(100, 5, 5), Reports.of(200, 5, 5), Reports.of(50, 5, 5));

    assertThat(finding.inRange()).isEqualTo(1);
  }

  @Test
  void aPopulationFindsKStarWhenThreeReportsHaveToldIt() {
    Finding finding = after(told(100, 5), told(200, 5), told(300, 5));

    assertThat(finding.found()).isTrue();
    assertThat(after(told(100, 5), told(200, 4), told(300, 5)).found()).isFalse();
  }

  private static Report told(long step, int kStar) {
    Report one = Reports.of(step, 2, 2);
    return one.toBuilder()
        .addMembers(one.getMembers(0))
        .setShared(SharedDimensions.newBuilder().setEstimate(kStar))
        .build();
  }

  @Test
  void aReportWithoutModelsChangesNothing() {
    Finding before = after(Reports.of(100, 5, 5));

    assertThat(before.after(Report.getDefaultInstance())).isEqualTo(before);
  }

  private static Finding after(Report... reports) {
    Finding finding = Finding.of(5);
    for (Report report : List.of(reports)) {
      finding = finding.after(report);
    }
    return finding;
  }
}
