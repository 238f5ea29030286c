package dev.kstar.learning.normaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.kstar.learning.normaliser.Normaliser.Scaled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NormaliserTest {
  private final NDManager arrays = NDManager.newBaseManager(Device.cpu());

  @AfterEach
  void free() {
    arrays.close();
  }

  /** Two rows of norms 5 and 3, so a mean norm of 4; the second member's are doubled. */
  private NDArray twoMembers() {
    return arrays.create(new float[] {3, 4, 0, 3, 6, 8, 0, 6}, new Shape(2, 2, 2));
  }

  @Test
  void correctsTheRunningAverageForItsStartAtZero() {
    Scaled first = new RunningNorm(0.99).scale(twoMembers(), x -> x, new double[2], 1);
    assertThat(first.norm()[0]).isCloseTo(4, within(1e-6));
    assertThat(first.norm()[1]).isCloseTo(8, within(1e-6));
    assertThat(first.average()[0]).isCloseTo(0.04, within(1e-8));
    assertThat(first.rows().toFloatArray()[0]).isCloseTo(0.75f, within(1e-6f));
  }

  @Test
  void dividesByTheRunningAverageAndNotByTheBatchMean() {
    double[] average = {0.04, 0.08};
    Scaled second = new RunningNorm(0.99).scale(twoMembers().mul(3), x -> x, average, 2);
    double expected = (0.99 * 0.04 + 0.01 * 12) / (1 - 0.99 * 0.99);
    assertThat(second.norm()[0]).isCloseTo(expected, within(1e-6));
    assertThat(second.rows().toFloatArray()[0]).isCloseTo((float) (9 / expected), within(1e-5f));
  }

  /**
   * The gradient is that of the batch mean: for h = f / m and L = Σ h it is 1/m − (Σ f / m²) · f_i
   * / (B·‖f_i‖).
   */
  @Test
  void keepsTheGradientOfTheBatchMean() {
    NDArray rows = arrays.create(new float[] {3, 4, 0, 3}, new Shape(1, 2, 2));
    rows.setRequiresGradient(true);
    try (GradientCollector collector = arrays.getEngine().newGradientCollector()) {
      Scaled scaled = new RunningNorm(0.5).scale(rows, x -> x, new double[] {1}, 2);
      collector.backward(scaled.rows().sum());
      double m = scaled.norm()[0];
      double sum = 10;
      float[] gradient = rows.getGradient().toFloatArray();
      assertThat(m).isCloseTo((0.5 * 1 + 0.5 * 4) / 0.75, within(1e-6));
      assertThat(gradient[0]).isCloseTo(grad(m, sum, 3.0 / 5), within(1e-6f));
      assertThat(gradient[1]).isCloseTo(grad(m, sum, 4.0 / 5), within(1e-6f));
      assertThat(gradient[2]).isCloseTo(grad(m, sum, 0), within(1e-6f));
      assertThat(gradient[3]).isCloseTo(grad(m, sum, 1), within(1e-6f));
    }
  }

  private static float grad(double m, double sum, double direction) {
    return (float) (1 / m - sum / (m * m) * direction / 2);
  }

  @Test
  void hasAFiniteGradientAtARowOfZeros() {
    NDArray rows = arrays.create(new float[] {3, 4, 0, 0}, new Shape(1, 2, 2));
    rows.setRequiresGradient(true);
    try (GradientCollector collector = arrays.getEngine().newGradientCollector()) {
      Scaled scaled = new RunningNorm(0.5).scale(rows, x -> x, new double[] {1}, 2);
      collector.backward(scaled.rows().sum());
      for (float value : rows.getGradient().toFloatArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void dividesByTheMeanNormOfTheEncodedReferenceSet() {
    NDArray reference = arrays.create(new float[] {1, 0, 0, 1}, new Shape(1, 2, 2));
    Scaled scaled =
        new ReferenceNorm(reference).scale(twoMembers(), x -> x.mul(2), new double[2], 1);
    assertThat(scaled.norm()).containsExactly(2);
    assertThat(scaled.rows().toFloatArray()).containsExactly(1.5f, 2, 0, 1.5f, 3, 4, 0, 3);
  }

  @Test
  void givesUnitVectorsForTheCosine() {
    Scaled scaled = new CosineNorm().scale(twoMembers(), x -> x, new double[2], 1);
    assertThat(scaled.norm()).containsExactly(1, 1);
    assertThat(scaled.rows().toFloatArray()).containsExactly(0.6f, 0.8f, 0, 1, 0.6f, 0.8f, 0, 1);
  }

  @Test
  void saysThatTheNormIsOneBeforeAnythingRan() {
    assertThat(new RunningNorm(0.99).norms(x -> x, new double[2], 0)).containsExactly(1, 1);
  }

  @Test
  void namesASettingThatIsOutOfRange() {
    assertThatThrownBy(() -> new NormaliserSpec.Running(1))
        .hasMessage("decay must be in [0, 1) but was 1.0");
    assertThatThrownBy(() -> new NormaliserSpec.Reference(new float[5], new float[4], 2))
        .hasMessageContaining("but held 2 pairs in 5 and 4 values");
    assertThatThrownBy(() -> NormaliserKind.of("other"))
        .hasMessage("normaliser must be one of running, reference, cosine but was other");
  }
}
