package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.kstar.learning.encoder.StackedMlp;
import dev.kstar.learning.encoder.StackedParameters;
import dev.kstar.learning.normaliser.Normaliser;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.TrainedArray;

/** One modality's side of all members: the encoder, its normaliser and what trains it. */
final class Tower {
  private final StackedMlp encoder;
  private final Normaliser normaliser;
  private final TrainedArray weight;
  private final TrainedArray bias;
  private double[] averageNorm;

  Tower(StackedMlp encoder, Normaliser normaliser, int members, OptimizerSettings settings) {
    this.encoder = encoder;
    this.normaliser = normaliser;
    weight = TrainedArray.start(encoder.weight(), true, settings);
    bias = TrainedArray.start(encoder.bias(), false, settings);
    averageNorm = new double[members];
  }

  StackedMlp encoder() {
    return encoder;
  }

  Normaliser normaliser() {
    return normaliser;
  }

  TrainedArray weight() {
    return weight;
  }

  TrainedArray bias() {
    return bias;
  }

  double[] averageNorm() {
    return averageNorm;
  }

  void averageNorm(double[] values) {
    averageNorm = values;
  }

  /** The moving average of the parameters where one is kept, else the parameters. */
  StackedParameters published() {
    return new StackedParameters(
        weight.average().orElse(weight.array()), bias.average().orElse(bias.array()));
  }

  /** What representations are divided by after that many steps, by member. */
  double[] norms(NDManager scope, long step) {
    StackedParameters parameters = published();
    return normaliser.norms(
        samples -> encoder.forward(scoped(scope, samples), parameters), averageNorm, step);
  }

  /** An alias, so that what is computed from it is the scope's. */
  private static NDArray scoped(NDManager scope, NDArray samples) {
    NDArray alias = samples.stopGradient();
    alias.attach(scope);
    return alias;
  }
}
