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
  public Scaled scale(
      NDArray encoded, UnaryOperator<NDArray> encoder, double[] average, long step) {
    NDArray batchNorm = MeanNorm.of(encoded);
    double[] batch = MeanNorm.toHost(batchNorm);
    double[] next = new double[batch.length];
    for (int member = 0; member < batch.length; member++) {
      next[member] = decay * average[member] + (1 - decay) * batch[member];
    }
    double[] norm = corrected(next, step);
    float[] difference = new float[batch.length];
    for (int member = 0; member < batch.length; member++) {
      difference[member] = (float) (norm[member] - batch[member]);
    }
    NDArray constant = encoded.getManager().create(difference, batchNorm.getShape());
    return new Scaled(encoded.div(batchNorm.add(constant)), norm, next);
  }

  @Override
  public double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step) {
    return corrected(average, step);
  }

  private double[] corrected(double[] average, long step) {
    double weight = 1 - Math.pow(decay, (double) step);
    return Arrays.stream(average).map(a -> step == 0 ? 1 : a / weight).toArray();
  }
}
