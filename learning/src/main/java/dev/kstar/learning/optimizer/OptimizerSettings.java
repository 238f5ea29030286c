package dev.kstar.learning.optimizer;

/**
 * Settings of Adam.
 *
 * @param learningRate of the encoders, above 0
 * @param temperatureMultiplier the learning rate of θ is this many times that of the encoders,
 *     above 0
 * @param weightDecay L2 penalty on weights, at least 0; biases and θ have none
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of squared gradients, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 */
public record OptimizerSettings(
    double learningRate,
    double temperatureMultiplier,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon) {
  public OptimizerSettings {
    require(learningRate > 0, "learningRate", "above 0", learningRate);
    require(temperatureMultiplier > 0, "temperatureMultiplier", "above 0", temperatureMultiplier);
    require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    require(beta1 >= 0 && beta1 < 1, "beta1", "in [0, 1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2", "in [0, 1)", beta2);
    require(epsilon > 0, "epsilon", "above 0", epsilon);
  }

  private static void require(boolean holds, String what, String rule, double value) {
    if (!holds || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s must be %s and finite but was %s".formatted(what, rule, value));
    }
  }

  /** The settings for a stream of fresh pairs. */
  public static OptimizerSettings defaults() {
    return new OptimizerSettings(1e-3, 4, 1e-4, 0.9, 0.999, 1e-8);
  }

  /** The same with another weight decay. */
  public OptimizerSettings withWeightDecay(double decay) {
    return new OptimizerSettings(learningRate, temperatureMultiplier, decay, beta1, beta2, epsilon);
  }

  /** The learning rate of θ. */
  public double temperatureLearningRate() {
    return learningRate * temperatureMultiplier;
  }
}
