package dev.kstar.learning.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class AdamTest {
  /** An ε of the size of the gradients shows where it is added. */
  private static final OptimizerSettings LARGE_EPSILON =
      new OptimizerSettings(0.01, 4, 0.1, 0.9, 0.999, 0.05);

  @Test
  void followsTheFormulaOfPyTorchOverManySteps() {
    double[] expected = {1.0, -2.0, 0.5};
    double[][] moments = new double[2][3];
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu())) {
      NDArray array = arrays.create(new float[] {1f, -2f, 0.5f});
      Adam adam = new Adam(array, LARGE_EPSILON.weightDecay(), LARGE_EPSILON);
      for (int step = 1; step <= 200; step++) {
        double[] gradient = {0.3, Math.sin(step), 1e-3 * step};
        step(adam, array, gradient, step);
        plainStep(expected, moments, gradient, LARGE_EPSILON, step);
      }
      assertClose(array, expected);
      assertClose(adam.mean(), moments[0]);
      assertClose(adam.variance(), moments[1]);
    }
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

  /** Lets autograd put that gradient into a leaf, as training does. */
  private static void step(Adam adam, NDArray array, double[] gradient, int step) {
    try (NDManager scope = array.getManager().newSubManager();
        GradientCollector collector = scope.getEngine().newGradientCollector()) {
      NDArray leaf = array.stopGradient();
      leaf.attach(scope);
      leaf.setRequiresGradient(true);
      float[] values = {(float) gradient[0], (float) gradient[1], (float) gradient[2]};
      collector.backward(leaf.mul(scope.create(values)).sum());
      adam.step(leaf, leaf.getGradient(), step);
    }
  }

  private static void plainStep(
      double[] w, double[][] moments, double[] gradient, OptimizerSettings s, int step) {
    for (int i = 0; i < w.length; i++) {
      double g = gradient[i] + s.weightDecay() * w[i];
      moments[0][i] = s.beta1() * moments[0][i] + (1 - s.beta1()) * g;
      moments[1][i] = s.beta2() * moments[1][i] + (1 - s.beta2()) * g * g;
      double m = moments[0][i] / (1 - Math.pow(s.beta1(), step));
      double v = moments[1][i] / (1 - Math.pow(s.beta2(), step));
      w[i] -= s.learningRate() * m / (Math.sqrt(v) + s.epsilon());
    }
  }

  private static void assertClose(NDArray actual, double[] expected) {
    float[] values = actual.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(2e-6));
    }
  }
}
