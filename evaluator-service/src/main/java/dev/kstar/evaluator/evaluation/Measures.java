package dev.kstar.evaluator.evaluation;

import dev.kstar.measure.CrossModal;
import dev.kstar.measure.LeftOut;
import dev.kstar.measure.Points;
import dev.kstar.measure.Probes;
import dev.kstar.measure.Spectrum;
import dev.kstar.measure.UnitSphere;
import dev.kstar.v1.LabelMatch;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Retrieval;
import dev.kstar.v1.RetrievalAt;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that is measured of one member's representations, as the numbers of its report. The
 * same representations and settings give the same numbers.
 */
final class Measures {
  private static final int MOST_CORRELATIONS = 64;

  private final MeasureSettings settings;
  private final DimensionMeasures dimensions;

  Measures(MeasureSettings settings) {
    this.settings = settings;
    dimensions = new DimensionMeasures(settings);
  }

  /**
   * Fills in what is measured; who was measured is the caller's.
   *
   * @param f representations of x, [pairs, d]
   * @param g representations of y, row by row their partners
   * @param inputs the pairs that they represent, row by row
   */
  void add(Points f, Points g, HoldoutInputs inputs, MemberReport.Builder report) {
    List<LabelColumn> labels = LabelColumn.of(inputs.view().pairs());
    addRetrieval(CrossModal.of(f, g, inputs.distinctX(), inputs.distinctY()), labels, report);
    report
        .setAlignment(UnitSphere.alignment(f, g))
        .setUniformityF(UnitSphere.uniformity(inputs.distinctX().select(f)))
        .setUniformityG(UnitSphere.uniformity(inputs.distinctY().select(g)));
    addDimensions(f, g, inputs, report);
    Points both = Probes.both(f, g);
    for (LabelColumn label : labels) {
      LabelProbes.of(label, f, g, both, inputs, settings.seed()).ifPresent(report::addProbes);
    }
  }

  private void addDimensions(
      Points f, Points g, HoldoutInputs inputs, MemberReport.Builder report) {
    DimensionMeasures.Found foundF = dimensions.of(f, inputs.distinctX(), inputs.fewX());
    DimensionMeasures.Found foundG = dimensions.of(g, inputs.distinctY(), inputs.fewY());
    report
        .addAllDimensionF(foundF.estimates())
        .addAllDimensionG(foundG.estimates())
        .setDisagreementF(foundF.disagreement())
        .setDisagreementG(foundG.disagreement());
    foundF.spectrum().ifPresent(report::setSpectrumF);
    foundG.spectrum().ifPresent(report::setSpectrumG);
    if (inputs.few().isEmpty()) {
      Points distinctF = inputs.distinctPairs().select(f);
      Points distinctG = inputs.distinctPairs().select(g);
      report.setSharedParticipationRatio(
          Spectrum.ofCrossCovariance(distinctF, distinctG).participationRatio());
      inputs
          .shared()
          .map(xy -> leftOut(xy.by(distinctF, distinctG, settings.seed())))
          .ifPresent(report::setLeftOut);
    }
  }

  private static dev.kstar.v1.LeftOut leftOut(LeftOut found) {
    return dev.kstar.v1.LeftOut.newBuilder()
        .setDirections(found.directions())
        .addAllCorrelations(
            Arrays.stream(found.correlations()).limit(MOST_CORRELATIONS).boxed().toList())
        .build();
  }

  private void addRetrieval(
      CrossModal found, List<LabelColumn> labels, MemberReport.Builder report) {
    report
        .setXToY(retrieval(found.xToY().retrieval()))
        .setYToX(retrieval(found.yToX().retrieval()));
    for (int k : settings.retrieval()) {
      report.addRetrievalAt(
          RetrievalAt.newBuilder()
              .setK(k)
              .setXToY(found.xToY().within(k))
              .setYToX(found.yToX().within(k)));
    }
    labels.forEach(label -> report.addLabelMatches(labelMatch(label, found)));
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
}
