package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.measure.CrossModal;
import dev.kstar.measure.DimensionOutcome;
import dev.kstar.measure.DimensionOutcome.Estimate;
import dev.kstar.measure.DimensionOutcome.Unanswered;
import dev.kstar.measure.LevinaBickel;
import dev.kstar.measure.Points;
import dev.kstar.measure.UnitSphere;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.LabelMatch;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Retrieval;
import java.util.List;

/**
 * Everything that is measured of one member's representations, as the numbers of its report. Pure.
 *
 * @param neighbours neighbours that the estimators of the intrinsic dimension look at
 */
record Measures(int neighbours) {

  /**
   * Fills in what is measured; who was measured is the caller's.
   *
   * @param f representations of x, [pairs, d]
   * @param g representations of y, row by row their partners
   */
  void add(Points f, Points g, List<HeldPair> pairs, MemberReport.Builder report) {
    CrossModal found = CrossModal.of(f, g);
    LevinaBickel levinaBickel = new LevinaBickel(neighbours);
    report
        .setXToY(retrieval(found.xToY().retrieval()))
        .setYToX(retrieval(found.yToX().retrieval()))
        .setAlignment(UnitSphere.alignment(f, g))
        .setUniformityF(UnitSphere.uniformity(f))
        .setUniformityG(UnitSphere.uniformity(g))
        .addDimensionF(estimate(levinaBickel.estimate(f)))
        .addDimensionG(estimate(levinaBickel.estimate(g)));
    for (LabelColumn label : LabelColumn.of(pairs)) {
      report.addLabelMatches(labelMatch(label, found));
    }
  }

  private static Retrieval retrieval(dev.kstar.measure.Retrieval measured) {
    return Retrieval.newBuilder()
        .setTop1(measured.top1())
        .setTopHalfPercent(measured.topHalfPercent())
        .build();
  }

  /** Some pair carries the label, so there is a share in both directions. */
  private static LabelMatch labelMatch(LabelColumn label, CrossModal found) {
    return LabelMatch.newBuilder()
        .setLabel(label.name())
        .setXToY(found.xToY().labelMatch(label.classes(), label.labelled()).orElseThrow())
        .setYToX(found.yToX().labelMatch(label.classes(), label.labelled()).orElseThrow())
        .build();
  }

  private static DimensionEstimate estimate(DimensionOutcome outcome) {
    DimensionEstimate.Builder estimate =
        DimensionEstimate.newBuilder()
            .setEstimator(Estimator.ESTIMATOR_LEVINA_BICKEL)
            .setPoints(outcome.points())
            .setDuplicates(outcome.duplicates())
            .setNeighbours(outcome.neighbours());
    if (outcome instanceof Estimate answered) {
      estimate.setValue(answered.value());
    } else if (outcome instanceof Unanswered unanswered) {
      estimate.setUnanswered(unanswered.reason());
    }
    return estimate.build();
  }
}
