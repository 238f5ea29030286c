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
   * After one more update.
   *
   * @param gradLogTau ∂L/∂log τ
   * @param step of this update, from 1
   */
  Temperature next(double gradLogTau, OptimizerSettings settings, long step) {
    double gradTheta = gradLogTau / tau() * Math.exp(theta.value());
    return new Temperature(
        theta.next(gradTheta, settings.temperatureLearningRate(), settings, step));
  }
}
