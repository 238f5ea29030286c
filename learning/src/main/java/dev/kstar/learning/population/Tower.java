package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.kstar.learning.encoder.StackedMlp;
import dev.kstar.learning.encoder.StackedParameters;
import dev.kstar.learning.normaliser.Normaliser;
import dev.kstar.learning.normaliser.Normaliser.Scaled;
import dev.kstar.learning.optimizer.Adam;
import dev.kstar.learning.optimizer.OptimizerSettings;
import java.util.List;

/** One modality's side of all members: the encoder, its normaliser and its optimizer. */
final class Tower {
  private final StackedMlp encoder;
  private final Normaliser normaliser;
  private final Adam weight;
  private final Adam bias;
  private double[] averageNorm;

  Tower(StackedMlp encoder, Normaliser normaliser, int members, OptimizerSettings settings) {
    this.encoder = encoder;
    this.normaliser = normaliser;
    weight = new Adam(encoder.weight(), settings.weightDecay(), settings);
    bias = new Adam(encoder.bias(), 0, settings);
    averageNorm = new double[members];
  }

  /** One batch on its way through; changes nothing in the tower. */
  record Pass(StackedParameters parameters, Scaled scaled, List<NDArray> gradients) {
    /** False if a norm or a gradient is not finite, or a gradient's square would not be. */
    boolean isFinite() {
      return Finite.all(scaled.norm())
          && Finite.all(scaled.average())
          && gradients.stream().allMatch(gradient -> Finite.all(gradient.norm().toFloatArray()));
    }

    /** The same with the gradients that the pass back has left in the parameters. */
    Pass withGradients() {
      return new Pass(
          parameters,
          scaled,
          List.of(parameters.weight().getGradient(), parameters.bias().getGradient()));
    }
  }

  /**
   * Encodes and scales a batch.
   *
   * @param x [1, B, in]
   * @param step of this batch, from 1
   */
  Pass forward(NDManager scope, NDArray x, long step) {
    StackedParameters parameters = encoder.lease(scope, true);
    Scaled scaled =
        normaliser.scale(
            encoder.forward(x, parameters),
            samples -> encoder.forward(samples, parameters),
            averageNorm,
            step);
    return new Pass(parameters, scaled, List.of());
  }

  /** Takes the step that the pass's gradients point to. */
  void commit(Pass pass, long step) {
    weight.step(pass.parameters().weight(), pass.gradients().get(0), step);
    bias.step(pass.parameters().bias(), pass.gradients().get(1), step);
    averageNorm = pass.scaled().average();
  }

  StackedMlp encoder() {
    return encoder;
  }

  Adam weight() {
    return weight;
  }

  Adam bias() {
    return bias;
  }

  double[] averageNorm() {
    return averageNorm;
  }

  void restoreAverageNorm(double[] values) {
    averageNorm = values;
  }

  /** What representations are divided by after that many steps, by member. */
  double[] norms(NDManager scope, long step) {
    StackedParameters parameters = encoder.lease(scope, false);
    return normaliser.norms(samples -> encoder.forward(samples, parameters), averageNorm, step);
  }
}
