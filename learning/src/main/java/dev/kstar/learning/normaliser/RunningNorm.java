package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Divides by a bias-corrected running average of the batches' mean norm n_b: a ← decay·a + (1 −
 * decay)·n_b, m = a / (1 − decay^t). The value is the running average, the gradient is that of the
 * batch mean: m_used = n_b + stop(m − n_b). Without that gradient dimensions collapse.
 *
 * @param decay share of the average that a step keeps, in [0, 1)
 */
public record RunningNorm(double decay) implements Normaliser {
  @Override
  public double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step) {
    return Arrays.stream(average).map(a -> step == 0 ? 1 : a / correction(step)).toArray();
  }

  @Override
  public double correction(long step) {
    return 1 - Math.pow(decay, (double) step);
  }
}
