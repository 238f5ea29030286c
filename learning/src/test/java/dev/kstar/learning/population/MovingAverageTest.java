package dev.kstar.learning.population;

import static dev.kstar.learning.population.Batches.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerKind;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.Schedule;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where a moving average of weights is kept, a snapshot is of averages throughout. */
class MovingAverageTest {
  private static final PopulationSpec SPEC =
      new PopulationSpec(6, 7, List.of(), List.of(new MemberSpec(3, 11)));

  private static Population population(NormaliserSpec normaliser, double decay) {
    OptimizerSettings settings =
        new OptimizerSettings(
            OptimizerKind.ADAMW, 1e-3, 4, 1e-4, 0.9, 0.999, 1e-8, new Schedule.WarmUp(3), 1, decay);
    return Population.create(SPEC, normaliser, settings, Device.cpu());
  }

  private static Snapshot snapshot(Population population) {
    return population.snapshot(0, "run", "hash", new TreeMap<>());
  }

  @Test
  void takesWeightsFromTheAverage() {
    try (Population population = population(new NormaliserSpec.Running(), 0.9)) {
      train(population, 5, 2);
      Snapshot snapshot = snapshot(population);
      SortedMap<String, Tensor> arrays = population.state().arrays();
      assertThat(snapshot.weights().get("f.0.bias").values())
          .isEqualTo(arrays.get("f.bias.average").values())
          .isNotEqualTo(arrays.get("f.bias").values());
      assertThat(snapshot.metadata().further()).containsKey("weights");
    }
  }

  /** θ starts at 0 as the weights start at theirs; the first norm is that of the first weights. */
  @Test
  void averagesThetaAndNormsWithTheWeights() {
    try (Population population = population(new NormaliserSpec.Running(), 0.9)) {
      double theta = 0;
      double normF = 0;
      double normG = 0;
      for (int step = 1; step <= 20; step++) {
        StepOutcome.Member used = train(population, 1, step).get(0).members().get(0);
        theta = 0.9 * theta + 0.1 * population.state().numbers().get("theta").get(0);
        normF = step == 1 ? used.normF() : 0.9 * normF + 0.1 * used.normF();
        normG = step == 1 ? used.normG() : 0.9 * normG + 0.1 * used.normG();
      }
      SnapshotMetadata metadata = snapshot(population).metadata();
      assertThat(metadata.temperature()).isCloseTo(Math.exp(theta) + 1e-4, within(1e-12));
      assertThat(metadata.normF()).isCloseTo(normF, within(1e-12));
      assertThat(metadata.normG()).isCloseTo(normG, within(1e-12));
    }
  }

  /** The reference set needs no average: it is encoded by the averaged weights. */
  @Test
  void takesTheReferenceNormOfTheAveragedWeights() {
    PairBatch reference = PairBatch.allocate(40, 6, 7);
    new Batches.Linear(2, 6, 7, 77).fill(reference);
    float[] x = new float[40 * 6];
    float[] y = new float[40 * 7];
    reference.x().get(0, x);
    reference.y().get(0, y);
    try (Population population = population(new NormaliserSpec.Reference(x, y, 40), 0.9)) {
      train(population, 20, 3);
      try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot(population), Device.cpu())) {
        assertThat(meanNorm(encoder.encodeX(x, 40))).isCloseTo(1, within(1e-5));
        assertThat(meanNorm(encoder.encodeY(y, 40))).isCloseTo(1, within(1e-5));
      }
    }
  }

  private static double meanNorm(float[] rows) {
    double sum = 0;
    for (int row = 0; row < rows.length; row += 3) {
      sum += Math.hypot(Math.hypot(rows[row], rows[row + 1]), rows[row + 2]);
    }
    return 3 * sum / rows.length;
  }

  @Test
  void goesOnFromARestoredState() {
    try (Population population = population(new NormaliserSpec.Running(), 0.9);
        Population restored = population(new NormaliserSpec.Running(), 0.9)) {
      train(population, 5, 2);
      restored.restore(population.state());
      assertThat(snapshot(restored)).isEqualTo(snapshot(population));
      assertThat(train(restored, 5, 4)).isEqualTo(train(population, 5, 4));
      assertThat(restored.state()).isEqualTo(population.state());
    }
  }

  @Test
  void refusesAStateWithoutAverages() {
    try (Population without = population(new NormaliserSpec.Running(), 0);
        Population with = population(new NormaliserSpec.Running(), 0.9)) {
      assertThatThrownBy(() -> with.restore(without.state()))
          .hasMessage("the state's f.weight.average must have shape [1, 18] but was missing");
    }
  }
}
