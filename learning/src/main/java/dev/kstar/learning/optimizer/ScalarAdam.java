package dev.kstar.learning.optimizer;

/**
 * Adam for one number, such as θ, in float64 on the host: its update needs no native call. The
 * formula is that of {@link Adam} without decay.
 *
 * @param value what is trained
 * @param mean decayed mean of gradients
 * @param variance decayed mean of squared gradients
 */
public record ScalarAdam(double value, double mean, double variance) {
  /** A value that has not been trained yet. */
  public static ScalarAdam start(double value) {
    return new ScalarAdam(value, 0, 0);
  }

  /**
   * After one more update.
   *
   * @param step of this update, from 1
   */
  public ScalarAdam next(
      double gradient, double learningRate, OptimizerSettings settings, long step) {
    double m = settings.beta1() * mean + (1 - settings.beta1()) * gradient;
    double v = settings.beta2() * variance + (1 - settings.beta2()) * gradient * gradient;
    double root =
        Math.sqrt(v / (1 - Math.pow(settings.beta2(), (double) step))) + settings.epsilon();
    double rate = learningRate / (1 - Math.pow(settings.beta1(), (double) step));
    return new ScalarAdam(value - rate * m / root, m, v);
  }
}
