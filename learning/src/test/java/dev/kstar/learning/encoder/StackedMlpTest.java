package dev.kstar.learning.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackedMlpTest {
  private final NDManager arrays = NDManager.newBaseManager(Device.cpu());

  @AfterEach
  void free() {
    arrays.close();
  }

  private StackedMlp mlp(List<Integer> inputAndHidden, List<Integer> dimensions, long... seeds) {
    List<RandomGenerator> sources =
        Arrays.stream(seeds).<RandomGenerator>mapToObj(SplittableRandom::new).toList();
    return StackedMlp.create(arrays, inputAndHidden, dimensions, sources);
  }

  @Test
  void startsUniformWithinTheBoundOfPyTorch() {
    LayerValues layer = mlp(List.of(100), List.of(400), 1).member(0, 400).get(0);
    double bound = 1 / Math.sqrt(100);
    double squares = 0;
    for (float value : layer.weight()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
      squares += (double) value * value;
    }
    double uniformVariance = bound * bound / 3;
    assertThat(squares / layer.weight().length)
        .isCloseTo(uniformVariance, within(0.02 * uniformVariance));
    assertThat(layer.bias()).doesNotContain(0f).hasSize(400);
  }

  @Test
  void drawsWeightsThenBiasInTheOrderOfPyTorch() {
    LayerValues layer = mlp(List.of(3), List.of(2), 7).member(0, 2).get(0);
    SplittableRandom random = new SplittableRandom(7);
    double bound = 1 / Math.sqrt(3);
    for (float value : layer.weight()) {
      assertThat(value).isEqualTo((float) (bound * (2 * random.nextDouble() - 1)));
    }
    for (float value : layer.bias()) {
      assertThat(value).isEqualTo((float) (bound * (2 * random.nextDouble() - 1)));
    }
  }

  @Test
  void appliesNoReluAfterTheLastLayer() {
    StackedMlp linear = mlp(List.of(2), List.of(1), 3);
    LayerValues layer = linear.member(0, 1).get(0);
    float[] x = {1, 0, -1, 0};
    float[] h = forward(linear, x, 2, 2);
    assertThat(h[0]).isCloseTo(layer.weight()[0] + layer.bias()[0], within(1e-6f));
    assertThat(h[1]).isCloseTo(-layer.weight()[0] + layer.bias()[0], within(1e-6f));
    assertThat(Math.min(h[0], h[1])).isNegative();
  }

  @Test
  void givesEachMemberTheSameSamplesAndItsOwnWeights() {
    float[] x = {0.5f, -1, 2, 1, 1, -3};
    float[] both = forward(mlp(List.of(3, 4), List.of(2, 2), 1, 2), x, 2, 3);
    float[] first = forward(mlp(List.of(3, 4), List.of(2), 1), x, 2, 3);
    float[] second = forward(mlp(List.of(3, 4), List.of(2), 2), x, 2, 3);
    for (int i = 0; i < 4; i++) {
      assertThat(both[i]).isCloseTo(first[i], within(1e-6f));
      assertThat(both[4 + i]).isCloseTo(second[i], within(1e-6f));
    }
  }

  @Test
  void leavesNothingBehindWhenTheScopeOfAForwardPassCloses() {
    StackedMlp mlp = mlp(List.of(3, 4), List.of(2), 1);
    forward(mlp, new float[6], 2, 3);
    assertThat(arrays.getManagedArrays()).hasSize(2);
  }

  /** By way of DJL's own interface to a block. */
  private float[] forward(StackedMlp mlp, float[] x, int batch, int in) {
    try (NDManager scope = arrays.newSubManager()) {
      NDArray samples = scope.create(x, new Shape(1, batch, in));
      NDList h = mlp.forward(new ParameterStore(scope, false), new NDList(samples), false);
      return h.singletonOrThrow().toFloatArray();
    }
  }
}
