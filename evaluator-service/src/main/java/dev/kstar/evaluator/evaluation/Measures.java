package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.holdout.HeldPair;
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
import java.util.Optional;

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
   * @param shared x and y laid out; empty when they are too few for that
   */
  void add(
      Points f,
      Points g,
      List<HeldPair> pairs,
      Optional<LeftOut.Pairs> shared,
      MemberReport.Builder report) {
    addRetrieval(CrossModal.of(f, g), LabelColumn.of(pairs), report);
    DimensionMeasures.Found foundF = dimensions.of(f);
    DimensionMeasures.Found foundG = dimensions.of(g);
    report
        .setAlignment(UnitSphere.alignment(f, g))
        .setUniformityF(UnitSphere.uniformity(f))
        .setUniformityG(UnitSphere.uniformity(g))
        .addAllDimensionF(foundF.estimates())
        .addAllDimensionG(foundG.estimates())
        .setDisagreementF(foundF.disagreement())
        .setDisagreementG(foundG.disagreement())
        .setSpectrumF(foundF.spectrum())
        .setSpectrumG(foundG.spectrum())
        .setSharedParticipationRatio(Spectrum.ofCrossCovariance(f, g).participationRatio());
    shared.map(xy -> leftOut(xy.by(f, g, settings.seed()))).ifPresent(report::setLeftOut);
    Points both = Probes.both(f, g);
    for (LabelColumn label : LabelColumn.of(pairs)) {
      LabelProbes.of(label, f, g, both, settings.seed()).ifPresent(report::addProbes);
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
