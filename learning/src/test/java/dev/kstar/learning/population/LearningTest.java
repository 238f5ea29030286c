package dev.kstar.learning.population;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearningTest {
  private static final int HOLDOUT = 200;

  /** By chance a partner comes first in 1 of 200; this short a training makes it 25 of 200. */
  @Test
  void findsPartnersAmongFreshPairsFarAboveChance() {
    Batches.Linear pairs = new Batches.Linear(2, 10, 10, 1);
    PairBatch holdout = PairBatch.allocate(HOLDOUT, 10, 10);
    pairs.fill(holdout);
    PopulationSpec spec = new PopulationSpec(10, 10, List.of(32), List.of(new MemberSpec(4, 1)));
    try (Population population =
        Population.create(
            spec, new NormaliserSpec.Running(), OptimizerSettings.defaults(), Device.cpu())) {
      double before = top1(population, holdout);
      PairBatch batch = PairBatch.allocate(128, 10, 10);
      double loss = 0;
      for (int step = 0; step < 2000; step++) {
        pairs.fill(batch);
        loss = population.step(batch).members().get(0).loss();
      }
      assertThat(before).isLessThan(0.05);
      assertThat(loss).isLessThan(0.6 * Math.log(128));
      assertThat(top1(population, holdout)).isGreaterThan(0.08);
    }
  }

  private static double top1(Population population, PairBatch holdout) {
    float[] x = new float[HOLDOUT * holdout.dx()];
    float[] y = new float[HOLDOUT * holdout.dy()];
    holdout.x().get(0, x);
    holdout.y().get(0, y);
    try (SnapshotEncoder encoder =
        SnapshotEncoder.load(population.snapshot(0, "run", "", new TreeMap<>()), Device.cpu())) {
      float[] f = encoder.encodeX(x, HOLDOUT);
      float[] g = encoder.encodeY(y, HOLDOUT);
      int hits = 0;
      for (int i = 0; i < HOLDOUT; i++) {
        hits += nearest(f, i, g) == i ? 1 : 0;
      }
      return (double) hits / HOLDOUT;
    }
  }

  private static int nearest(float[] f, int row, float[] g) {
    int d = f.length / HOLDOUT;
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < HOLDOUT; j++) {
      double similarity = 0;
      for (int k = 0; k < d; k++) {
        similarity += f[row * d + k] * g[j * d + k];
      }
      if (similarity > highest) {
        highest = similarity;
        best = j;
      }
    }
    return best;
  }
}
