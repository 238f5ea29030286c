package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.measure.Points;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.LabelMatch;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Retrieval;
import dev.kstar.v1.RetrievalAt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three points, with partners of which the first two are swapped. */
class MeasuresTest {
  private static final Points F = new Points(3, 2, new float[] {1, 0, 0, 1, -1, -1});
  private static final Points G = new Points(3, 2, new float[] {0, 1, 1, 0, -1, -1});

  private final MemberReport report = measured(2);

  private static MemberReport measured(int neighbours) {
    MemberReport.Builder report = MemberReport.newBuilder();
    List<HeldPair> pairs = List.of(pair(0, 1), pair(1, 1), pair(2, 2));
    new Measures(new MeasureSettings(neighbours, 10, 1, 1, List.of(1, 2)))
        .add(F, G, HoldoutInputs.of(new HoldoutView(1, 1, pairs), 1), report);
    return report.build();
  }

  private static HeldPair pair(int number, int cat) {
    float[] input = {number};
    return new HeldPair("id-" + number, 0, number, input, input, Map.of("cat", cat));
  }

  @Test
  void retrievalIsMeasuredInBothDirections() {
    Retrieval third = Retrieval.newBuilder().setTop1(1 / 3.0).setTopHalfPercent(1 / 3.0).build();

    assertThat(report.getXToY()).isEqualTo(third);
    assertThat(report.getYToX()).isEqualTo(third);
  }

  @Test
  void swappedPartnersOfOneClassStillMatchByLabel() {
    assertThat(report.getLabelMatchesList())
        .containsExactly(LabelMatch.newBuilder().setLabel("cat").setXToY(1).setYToX(1).build());
  }

  @Test
  void alignmentIsTheMeanSquaredDistanceOfPartners() {
    assertThat(report.getAlignment()).isCloseTo(4 / 3.0, within(1e-12));
  }

  @Test
  void dimensionsSayHowTheyCameAbout() {
    DimensionEstimate estimate = report.getDimensionF(0);

    assertThat(estimate.getEstimator()).isEqualTo(Estimator.ESTIMATOR_LEVINA_BICKEL);
    assertThat(estimate.getValue()).isPositive();
    assertThat(estimate.getPoints()).isEqualTo(3);
    assertThat(estimate.getNeighbours()).isEqualTo(2);
  }

  @Test
  void swappedPartnersAreAmongTheFirstTwo() {
    assertThat(report.getRetrievalAtList())
        .containsExactly(
            RetrievalAt.newBuilder().setK(1).setXToY(1 / 3.0).setYToX(1 / 3.0).build(),
            RetrievalAt.newBuilder().setK(2).setXToY(1).setYToX(1).build());
  }

  @Test
  void everyEstimatorAnswersOrSaysWhyNot() {
    assertThat(report.getDimensionFList())
        .extracting(DimensionEstimate::getEstimator)
        .containsExactly(
            Estimator.ESTIMATOR_LEVINA_BICKEL,
            Estimator.ESTIMATOR_TWO_NN,
            Estimator.ESTIMATOR_LEVINA_BICKEL,
            Estimator.ESTIMATOR_CORRELATION_INTEGRAL,
            Estimator.ESTIMATOR_METHOD_OF_MOMENTS,
            Estimator.ESTIMATOR_MIND_MLK,
            Estimator.ESTIMATOR_MIND_MLI,
            Estimator.ESTIMATOR_TLE,
            Estimator.ESTIMATOR_LOCAL_PCA);
    assertThat(report.getDimensionFList())
        .allMatch(estimate -> estimate.hasValue() || !estimate.getUnanswered().isEmpty());
  }

  @Test
  void aDimensionThatCannotBeEstimatedSaysWhy() {
    DimensionEstimate estimate = measured(20).getDimensionG(0);

    assertThat(estimate.hasValue()).isFalse();
    assertThat(estimate.getUnanswered())
        .isEqualTo("20 neighbours need at least 21 distinct points but there were 3");
  }
}
