package dev.kstar.learning.population;

import static dev.kstar.learning.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole step's gradient, through normaliser and encoders, against central differences. */
class StepGradientTest {
  private static final int BATCH = 7;
  private static final int REFERENCES = 9;
  private static final int STEP = 3;
  private static final double DELTA = 1e-6;
  private static final double[] AVERAGE = {0.02, 0.03};

  private final NDManager arrays = NDManager.newBaseManager(Device.cpu());
  private final PairBatch batch = batch(BATCH, 1);
  private final PairBatch references = batch(REFERENCES, 2);

  private static PairBatch batch(int size, long seed) {
    PairBatch batch = PairBatch.allocate(size, 3, 4);
    new Batches.Linear(2, 3, 4, seed).fill(batch);
    return batch;
  }

  @AfterEach
  void close() {
    arrays.close();
  }

  static Stream<NormaliserSpec> normalisers() {
    PairBatch references = batch(REFERENCES, 2);
    return Stream.of(
        new NormaliserSpec.Running(),
        new NormaliserSpec.Reference(floats(references.x()), floats(references.y()), REFERENCES),
        new NormaliserSpec.Cosine());
  }

  private static float[] floats(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  @ParameterizedTest
  @MethodSource("normalisers")
  void isThatOfCentralDifferences(NormaliserSpec normaliser) {
    Towers towers = towers(normaliser, List.of(5));
    PlainModel plain = plain(normaliser, towers, new int[][] {{3, 5, 2}, {4, 5, 2}});
    assertGradients(normaliser, List.of(5), towers, plain);
  }

  /** ‖z‖ has a kink at 0; its gradient there is 0, which is what central differences give too. */
  @Test
  void isThatOfCentralDifferencesBesideASampleOfNormZero() {
    for (int i = 0; i < 3; i++) {
      batch.x().put(2 * 3 + i, 0);
    }
    NormaliserSpec normaliser = new NormaliserSpec.Running();
    Towers towers = towers(normaliser, List.of());
    towers.f().bias().array().set(new float[2]);
    PlainModel plain = plain(normaliser, towers, new int[][] {{3, 2}, {4, 2}});
    assertGradients(normaliser, List.of(), towers, plain);
  }

  private Towers towers(NormaliserSpec normaliser, List<Integer> hidden) {
    Towers towers = Towers.create(spec(hidden), normaliser, OptimizerSettings.defaults(), arrays);
    towers.f().averageNorm(new double[] {AVERAGE[0]});
    towers.g().averageNorm(new double[] {AVERAGE[1]});
    return towers;
  }

  private static PopulationSpec spec(List<Integer> hidden) {
    return new PopulationSpec(3, 4, hidden, List.of(new MemberSpec(2, 4)));
  }

  private PlainModel plain(NormaliserSpec normaliser, Towers towers, int[][] widths) {
    PlainModel plain =
        new PlainModel(
            normaliser.kind(),
            new double[][][] {rows(batch.x(), 3), rows(batch.y(), 4)},
            new double[][][] {rows(references.x(), 3), rows(references.y(), 4)},
            widths,
            new double[][] {
              values(towers.f().weight().array()), values(towers.g().weight().array())
            },
            new double[][] {values(towers.f().bias().array()), values(towers.g().bias().array())});
    plain.settle(AVERAGE, 0.99, STEP);
    return plain;
  }

  private static double[][] rows(FloatBuffer values, int width) {
    double[][] rows = new double[values.capacity() / width][width];
    for (int i = 0; i < values.capacity(); i++) {
      rows[i / width][i % width] = values.get(i);
    }
    return rows;
  }

  private static double[] values(NDArray array) {
    float[] floats = array.toFloatArray();
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private void assertGradients(
      NormaliserSpec normaliser, List<Integer> hidden, Towers towers, PlainModel plain) {
    try (NDManager scope = arrays.newSubManager();
        TrainingKernels kernels =
            TrainingKernels.load(spec(hidden), normaliser, Device.cpu(), 1, 0)) {
      double[] tau = {plain.tau};
      Proposal proposal = kernels.propose(scope, batch, towers.f(), towers.g(), tau, STEP);
      assertThat(proposal.isFinite()).isTrue();
      assertThat(proposal.members().get(0).loss()).isCloseTo(plain.loss(), within(1e-5));
      Tower[] sides = {towers.f(), towers.g()};
      for (int side = 0; side < 2; side++) {
        assertGradient("weight", sides[side].weight().gradient(), plain.weights[side], plain);
        assertGradient("bias", sides[side].bias().gradient(), plain.biases[side], plain);
      }
      assertThat(proposal.gradLogTau(0)).isCloseTo(byLogTau(plain), within(1e-5));
    }
  }

  private static void assertGradient(
      String what, NDArray actual, double[] parameters, PlainModel plain) {
    double[] expected = new double[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      double value = parameters[i];
      parameters[i] = value + DELTA;
      double up = plain.loss();
      parameters[i] = value - DELTA;
      expected[i] = (up - plain.loss()) / (2 * DELTA);
      parameters[i] = value;
    }
    assertClose(what, actual.toFloatArray(), expected, 1e-4);
  }

  private static double byLogTau(PlainModel plain) {
    double tau = plain.tau;
    plain.tau = tau * Math.exp(DELTA);
    double up = plain.loss();
    plain.tau = tau * Math.exp(-DELTA);
    double down = plain.loss();
    plain.tau = tau;
    return (up - down) / (2 * DELTA);
  }
}
