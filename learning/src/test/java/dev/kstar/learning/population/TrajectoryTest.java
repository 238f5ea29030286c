package dev.kstar.learning.population;

import static dev.kstar.learning.Closeness.rms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.kstar.learning.Golden;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty steps side by side with PyTorch in float64. */
class TrajectoryTest {
  private static final int STEPS = 50;
  private static final PopulationSpec SPEC =
      new PopulationSpec(20, 20, List.of(50, 50, 50), List.of(new MemberSpec(8, 0)));
  private static final OptimizerSettings SETTINGS = OptimizerSettings.defaults().withWeightDecay(0);

  @ParameterizedTest
  @ValueSource(strings = {"running", "reference", "cosine"})
  void followsPyTorchStepByStep(String kind) {
    Golden golden = Golden.load("trajectory-" + kind + ".npz");
    PairBatch batch = PairBatch.allocate(64, 20, 20);
    try (Population population = start(golden, kind)) {
      for (int step = 0; step < STEPS; step++) {
        Batches.fill(batch, golden.get("x"), golden.get("y"), step);
        StepOutcome outcome = population.step(batch);
        assertThat(outcome.applied()).isTrue();
        assertTrace(outcome.members().get(0), golden.get("trace").values(), step);
      }
      assertFinal(population.snapshot(0, "run", "", new TreeMap<>()), golden);
      assertThat(population.state().numbers().get("theta").get(0))
          .isCloseTo(golden.number("final_theta"), within(1e-6));
    }
  }

  private static void assertTrace(StepOutcome.Member actual, double[] trace, int step) {
    double[] values = {actual.loss(), actual.temperature(), actual.normF(), actual.normG()};
    for (int i = 0; i < values.length; i++) {
      double expected = trace[step * values.length + i];
      assertThat(values[i])
          .as("trace[%d][%d]", step, i)
          .isCloseTo(expected, within(1e-5 * expected));
    }
  }

  private static void assertFinal(Snapshot snapshot, Golden golden) {
    snapshot
        .weights()
        .forEach(
            (name, tensor) -> {
              Golden.Values expected = golden.get("final." + name);
              assertThat(tensor.shape()).isEqualTo(expected.shape());
              assertThat(rms(tensor.values(), expected.values()))
                  .as("error of %s, compared with how far it has come", name)
                  .isLessThan(1e-3 * rms(golden.get("init." + name).floats(), expected.values()));
            });
  }

  private static Population start(Golden golden, String kind) {
    NormaliserSpec normaliser =
        switch (kind) {
          case "running" -> new NormaliserSpec.Running();
          case "cosine" -> new NormaliserSpec.Cosine();
          default ->
              new NormaliserSpec.Reference(
                  golden.get("reference_x").floats(), golden.get("reference_y").floats(), 200);
        };
    Population population = Population.create(SPEC, normaliser, SETTINGS, Device.cpu());
    PopulationState state = population.state();
    SortedMap<String, Tensor> arrays = new TreeMap<>(state.arrays());
    for (String encoder : List.of("f", "g")) {
      List<Integer> widths = SPEC.shape(0).widthsF();
      fill(arrays.get(encoder + ".weight"), golden, encoder, widths, true);
      fill(arrays.get(encoder + ".bias"), golden, encoder, widths, false);
    }
    population.restore(new PopulationState(0, arrays, state.numbers()));
    return population;
  }

  /** Writes PyTorch's [out, in] into the stacked layout, [in, out] layer after layer. */
  private static void fill(
      Tensor to, Golden golden, String encoder, List<Integer> widths, boolean weight) {
    int next = 0;
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      int in = weight ? widths.get(layer) : 1;
      int out = widths.get(layer + 1);
      String name =
          weight ? EncoderShape.weight(encoder, layer) : EncoderShape.bias(encoder, layer);
      float[] values = golden.get("init." + name).floats();
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          to.values()[next++] = values[o * in + i];
        }
      }
    }
    assertThat(next).isEqualTo(to.values().length);
  }
}
