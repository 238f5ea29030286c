package dev.kstar.evaluator.evaluation;

import dev.kstar.measure.DistinctRows;
import dev.kstar.measure.Points;
import dev.kstar.measure.Probes;
import dev.kstar.measure.Split;
import dev.kstar.v1.LabelProbe;
import dev.kstar.v1.ProbeAccuracy;
import java.util.Optional;

/** What simple classifiers tell of a label from f(X), g(Y) and both. Pure. */
final class LabelProbes {
  /** Fewest labelled samples to fit and test on. */
  private static final int LEAST = 20;

  private LabelProbes() {}

  /**
   * Fits on one half of the labelled pairs and tests on the other. Copies of an input are in the
   * same half, so that no tested sample is told by itself.
   *
   * @param both f and g side by side
   * @return empty when too few distinct pairs carry the label
   */
  static Optional<LabelProbe> of(
      LabelColumn label, Points f, Points g, Points both, HoldoutInputs inputs, long seed) {
    DistinctRows coarser =
        inputs.distinctX().count() < inputs.distinctY().count()
            ? inputs.distinctX()
            : inputs.distinctY();
    if (Split.distinct(label.labelled(), coarser) < LEAST) {
      return Optional.empty();
    }
    Split ofF = Split.of(label.labelled(), seed, inputs.distinctX());
    Split ofG = Split.of(label.labelled(), seed, inputs.distinctY());
    Split split = Split.of(label.labelled(), seed, coarser);
    return Optional.of(
        LabelProbe.newBuilder()
            .setLabel(label.name())
            .setFitted(split.fitted().length)
            .setTested(split.tested().length)
            .setMajority(split.majority(label.classes()))
            .setF(accuracy(Probes.of(f, label.classes(), ofF)))
            .setG(accuracy(Probes.of(g, label.classes(), ofG)))
            .setBoth(accuracy(Probes.of(both, label.classes(), split)))
            .build());
  }

  private static ProbeAccuracy accuracy(Probes probes) {
    return ProbeAccuracy.newBuilder()
        .setLogisticRegression(probes.logisticRegression())
        .setNearestNeighbours(probes.nearestNeighbours())
        .build();
  }
}
