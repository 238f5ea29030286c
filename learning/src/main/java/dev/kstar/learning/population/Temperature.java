package dev.kstar.learning.population;

import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.ScalarAdam;

/**
 * One member's temperature: τ = exp(θ) + 1e-4, with θ trained at its own learning rate and without
 * weight decay. Immutable.
 */
record Temperature(ScalarAdam theta) {
  private static final double FLOOR = 1e-4;

  /** θ = 0. */
  static Temperature start() {
    return new Temperature(ScalarAdam.start(0));
  }

  double tau() {
    return Math.exp(theta.value()) + FLOOR;
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
    return new Temperature(
        theta.next(gradient, settings.temperatureLearningRate(step), settings, step));
  }
}
