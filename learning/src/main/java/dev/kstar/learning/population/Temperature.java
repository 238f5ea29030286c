package dev.kstar.learning.population;

import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.ScalarAdam;

/**
 * One member's temperature: τ = exp(θ) + 1e-4, with θ trained at its own learning rate and without
 * weight decay. Immutable.
 *
 * @param average moving average of θ with the decay of that of weights; θ itself where none is kept
 */
record Temperature(ScalarAdam theta, double average) {
  private static final double FLOOR = 1e-4;

  /**
   * Before the first step.
   *
   * @param temperature exp(θ), above 0
   */
  static Temperature start(double temperature) {
    double theta = Math.log(temperature);
    return new Temperature(ScalarAdam.start(theta), theta);
  }

  double tau() {
    return Math.exp(theta.value()) + FLOOR;
  }

  /** τ of the average, which goes with averaged weights. */
  double publishedTau() {
    return Math.exp(average) + FLOOR;
  }

  /**
   * ∂L/∂θ.
   *
   * @param gradLogTau ∂L/∂log τ
   */
  double gradient(double gradLogTau) {
    return gradLogTau / tau() * Math.exp(theta.value());
  }

  /**
   * After one more update.
   *
   * @param gradient ∂L/∂θ
   * @param step of this update, from 1
   */
  Temperature next(double gradient, OptimizerSettings settings, long step) {
    ScalarAdam next = theta.next(gradient, settings.temperatureLearningRate(step), settings, step);
    double decay = settings.averageDecay();
    return new Temperature(next, decay * average + (1 - decay) * next.value());
  }
}
