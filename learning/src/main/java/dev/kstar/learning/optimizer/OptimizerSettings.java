package dev.kstar.learning.optimizer;

/**
 * Settings of Adam.
 *
 * @param kind how weight decay enters
 * @param learningRate of the encoders, above 0
 * @param temperatureMultiplier the learning rate of θ is this many times that of the encoders,
 *     above 0
 * @param weightDecay of weights, at least 0; biases and θ have none
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of squared gradients, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param schedule the learning rates' course
 * @param clipNorm the Euclidean norm that a member's gradient, θ's included, is scaled down to if
 *     it is longer; 0 never
 * @param averageDecay decay of the moving average of weights, in [0, 1); 0 keeps none
 */
public record OptimizerSettings(
    OptimizerKind kind,
    double learningRate,
    double temperatureMultiplier,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    Schedule schedule,
    double clipNorm,
    double averageDecay) {
  public OptimizerSettings {
    require(learningRate > 0, "learningRate", "above 0", learningRate);
    require(temperatureMultiplier > 0, "temperatureMultiplier", "above 0", temperatureMultiplier);
    require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    require(beta1 >= 0 && beta1 < 1, "beta1", "in [0, 1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2", "in [0, 1)", beta2);
    require(epsilon > 0, "epsilon", "above 0", epsilon);
    require(clipNorm >= 0, "clipNorm", "at least 0", clipNorm);
    require(averageDecay >= 0 && averageDecay < 1, "averageDecay", "in [0, 1)", averageDecay);
  }

  /** Adam at a constant rate, without clipping or averages. */
  public OptimizerSettings(
      double learningRate,
      double temperatureMultiplier,
      double weightDecay,
      double beta1,
      double beta2,
      double epsilon) {
    this(
        OptimizerKind.ADAM,
        learningRate,
        temperatureMultiplier,
        weightDecay,
        beta1,
        beta2,
        epsilon,
        new Schedule.Constant(),
        0,
        0);
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
    return new OptimizerSettings(
        kind,
        learningRate,
        temperatureMultiplier,
        decay,
        beta1,
        beta2,
        epsilon,
        schedule,
        clipNorm,
        averageDecay);
  }

  /** The encoders' learning rate in that step, from 1. */
  public double learningRate(long step) {
    return learningRate * schedule.factor(step);
  }

  /** The learning rate of θ in that step, from 1. */
  public double temperatureLearningRate(long step) {
    return temperatureMultiplier * learningRate(step);
  }

  /** Whether a moving average of weights is kept. */
  public boolean averages() {
    return averageDecay > 0;
  }

  /**
   * What a gradient of that norm is multiplied by so that it is no longer than allowed, as in
   * {@code torch.nn.utils.clip_grad_norm_}.
   */
  public double clipFactor(double norm) {
    return clipNorm == 0 ? 1 : Math.min(1, clipNorm / (norm + 1e-6));
  }
}
