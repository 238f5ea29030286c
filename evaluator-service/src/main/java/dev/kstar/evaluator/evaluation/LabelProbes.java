package dev.kstar.evaluator.evaluation;

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
   * @param both f and g side by side
   * @return empty when too few pairs carry the label
   */
  static Optional<LabelProbe> of(LabelColumn label, Points f, Points g, Points both, long seed) {
    if (label.labelled().cardinality() < LEAST) {
      return Optional.empty();
    }
    Split split = Split.of(label.labelled(), seed);
    return Optional.of(
        LabelProbe.newBuilder()
            .setLabel(label.name())
            .setFitted(split.fitted().length)
            .setTested(split.tested().length)
            .setMajority(split.majority(label.classes()))
            .setF(accuracy(Probes.of(f, label.classes(), split)))
            .setG(accuracy(Probes.of(g, label.classes(), split)))
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
