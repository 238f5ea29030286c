package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * Divides by the mean norm of a fixed reference set under the current weights, with gradient. It is
 * what the paper's experiments do.
 *
 * @param samples [1, R, in], owned by whoever created it
 */
public record ReferenceNorm(NDArray samples) implements Normaliser {
  @Override
  public Scaled scale(
      NDArray encoded, UnaryOperator<NDArray> encoder, double[] average, long step) {
    NDArray norm = MeanNorm.of(encoder.apply(samples));
    return new Scaled(encoded.div(norm), MeanNorm.toHost(norm), average);
  }

  @Override
  public double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step) {
    return MeanNorm.toHost(MeanNorm.of(encoder.apply(samples)));
  }
}
