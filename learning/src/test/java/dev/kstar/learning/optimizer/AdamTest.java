package dev.kstar.learning.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdamTest {
  /** Of float32 arithmetic on numbers of up to 2 in 200 steps, whose errors go either way. */
  private static final double ROUNDING = 2e-6;

  /** An ε of the size of the gradients shows where it is added. */
  private static final OptimizerSettings LARGE_EPSILON =
      new OptimizerSettings(0.01, 4, 0.1, 0.9, 0.999, 0.05);

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void followsTheFormulaOfPyTorchOverManySteps(OptimizerKind kind) {
    OptimizerSettings settings = settings(kind, 0, 0);
    double[] expected = {1.0, -2.0, 0.5};
    double[][] moments = new double[2][3];
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu());
        Adam adam = Adam.load(settings, Device.cpu())) {
      TrainedArray trained = start(arrays, settings);
      for (int step = 1; step <= 200; step++) {
        double[] gradient = {0.3, Math.sin(step), 1e-3 * step};
        step(adam, trained, gradient, step);
        plainStep(expected, moments, gradient, settings, step);
      }
      assertClose(trained.array(), expected, tolerance(kind, 200));
      assertClose(trained.mean(), moments[0], ROUNDING);
      assertClose(trained.variance(), moments[1], ROUNDING);
    }
  }

  @Test
  void scalesTheGradientOfEachMemberFirst() {
    OptimizerSettings settings = settings(OptimizerKind.ADAM, 1, 0).withWeightDecay(0);
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu());
        Adam adam = Adam.load(settings, Device.cpu())) {
      NDArray twoMembers = arrays.create(new float[] {1, 1, 1, 1}, new Shape(2, 2));
      TrainedArray trained = TrainedArray.start(twoMembers, false, settings);
      trained.gradient().set(new float[] {4, 8, 4, 8});
      adam.step(arrays, List.of(trained), 1, new float[] {0.5f, 1});
      assertThat(trained.mean().toFloatArray()).containsExactly(0.2f, 0.4f, 0.4f, 0.8f);
    }
  }

  @Test
  void keepsTheMovingAverageOfTheArray() {
    OptimizerSettings settings = settings(OptimizerKind.ADAM, 0, 0.75);
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu());
        Adam adam = Adam.load(settings, Device.cpu())) {
      TrainedArray trained = start(arrays, settings);
      double expected = 1;
      for (int step = 1; step <= 10; step++) {
        step(adam, trained, new double[] {1, 1, 1}, step);
        expected = 0.75 * expected + 0.25 * trained.array().toFloatArray()[0];
      }
      assertThat((double) trained.average().orElseThrow().toFloatArray()[0])
          .isCloseTo(expected, within(1e-6));
    }
  }

  private static OptimizerSettings settings(OptimizerKind kind, double clip, double average) {
    return new OptimizerSettings(
        kind, 0.01, 4, 0.1, 0.9, 0.999, 0.05, new Schedule.WarmUp(20), clip, average);
  }

  private static TrainedArray start(NDManager arrays, OptimizerSettings settings) {
    NDArray array = arrays.create(new float[] {1f, -2f, 0.5f}, new Shape(1, 3));
    return TrainedArray.start(array, true, settings);
  }

  @Test
  void trainsASingleNumberByTheSameFormula() {
    OptimizerSettings settings = LARGE_EPSILON.withWeightDecay(0);
    double[] expected = {0.25};
    double[][] moments = new double[2][1];
    ScalarAdam scalar = ScalarAdam.start(0.25);
    for (int step = 1; step <= 50; step++) {
      double gradient = Math.cos(step);
      scalar = scalar.next(gradient, settings.learningRate(), settings, step);
      plainStep(expected, moments, new double[] {gradient}, settings, step);
    }
    assertThat(scalar.value()).isCloseTo(expected[0], within(1e-12));
  }

  @Test
  void namesASettingThatIsOutOfRange() {
    assertThatThrownBy(() -> new OptimizerSettings(0, 4, 0, 0.9, 0.999, 1e-8))
        .hasMessage("learningRate must be above 0 and finite but was 0.0");
    assertThatThrownBy(() -> new OptimizerSettings(1e-3, 4, 0, 0.9, 1, 1e-8))
        .hasMessage("beta2 must be in [0, 1) and finite but was 1.0");
    assertThatThrownBy(() -> new OptimizerSettings(1e-3, 4, Double.NaN, 0.9, 0.999, 1e-8))
        .hasMessage("weightDecay must be at least 0 and finite but was NaN");
  }

  private static void step(Adam adam, TrainedArray trained, double[] gradient, int step) {
    float[] values = {(float) gradient[0], (float) gradient[1], (float) gradient[2]};
    trained.gradient().set(values);
    try (NDManager scope = trained.array().getManager().newSubManager()) {
      adam.step(scope, List.of(trained), step, new float[0]);
    }
  }

  private static void plainStep(
      double[] w, double[][] moments, double[] gradient, OptimizerSettings s, int step) {
    double rate = s.learningRate(step);
    for (int i = 0; i < w.length; i++) {
      boolean decoupled = s.kind() == OptimizerKind.ADAMW;
      double g = gradient[i] + (decoupled ? 0 : s.weightDecay() * w[i]);
      w[i] *= decoupled ? 1 - rate * s.weightDecay() : 1;
      moments[0][i] = s.beta1() * moments[0][i] + (1 - s.beta1()) * g;
      moments[1][i] = s.beta2() * moments[1][i] + (1 - s.beta2()) * g * g;
      double m = moments[0][i] / (1 - Math.pow(s.beta1(), step));
      double v = moments[1][i] / (1 - Math.pow(s.beta2(), step));
      w[i] -= rate * m / (Math.sqrt(v) + s.epsilon());
    }
  }

  /**
   * PyTorch rounds AdamW's factor 1 − lr·decay to float32, the same way in every step: by half of
   * 2⁻²⁴ at most, of a weight of at most 2.
   */
  private static double tolerance(OptimizerKind kind, int steps) {
    return kind == OptimizerKind.ADAMW ? ROUNDING + steps * 2 * 0x1p-25 : ROUNDING;
  }

  private static void assertClose(NDArray actual, double[] expected, double tolerance) {
    float[] values = actual.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(tolerance));
    }
  }
}
