package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.kstar.learning.encoder.StackedMlp;
import dev.kstar.learning.encoder.StackedParameters;
import dev.kstar.learning.normaliser.Normaliser;
import dev.kstar.learning.normaliser.RunningNorm;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.TrainedArray;
import java.util.stream.IntStream;

/** One modality's side of all members: the encoder, its normaliser and what trains it. */
final class Tower {
  private static final double[] NONE = {};

  private final StackedMlp encoder;
  private final Normaliser normaliser;
  private final TrainedArray weight;
  private final TrainedArray bias;
  private final double averageDecay;
  private double[] averageNorm;
  private double[] publishedNorm;

  Tower(StackedMlp encoder, Normaliser normaliser, int members, OptimizerSettings settings) {
    this.encoder = encoder;
    this.normaliser = normaliser;
    weight = TrainedArray.start(encoder.weight(), true, settings);
    bias = TrainedArray.start(encoder.bias(), false, settings);
    averageDecay = settings.averageDecay();
    averageNorm = new double[members];
    publishedNorm = averagesNorm() ? normaliser.norms(samples -> samples, averageNorm, 0) : NONE;
  }

  /** Where weights are averaged the running norm is too, so that a snapshot is of one time. */
  private boolean averagesNorm() {
    return averageDecay > 0 && normaliser instanceof RunningNorm;
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

  /** Moving average by member of the norms that steps divided by; empty where none is kept. */
  double[] publishedNorm() {
    return publishedNorm;
  }

  void publishedNorm(double[] values) {
    publishedNorm = values;
  }

  /**
   * Takes over what a step gave.
   *
   * @param used norms that the step divided by, of the weights before its update
   * @param average running averages after the step
   */
  void advance(double[] used, double[] average, long step) {
    averageNorm = average;
    if (averagesNorm()) {
      double kept = step == 1 ? 0 : averageDecay;
      double[] before = publishedNorm;
      publishedNorm =
          IntStream.range(0, used.length)
              .mapToDouble(m -> kept * before[m] + (1 - kept) * used[m])
              .toArray();
    }
  }

  /** The moving average of the parameters where one is kept, else the parameters. */
  StackedParameters published() {
    return new StackedParameters(
        weight.average().orElse(weight.array()), bias.average().orElse(bias.array()));
  }

  /** What published representations are divided by after that many steps, by member. */
  double[] norms(NDManager scope, long step) {
    if (averagesNorm()) {
      return publishedNorm;
    }
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
