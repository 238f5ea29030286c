package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Divides by the mean norm of a fixed reference set under the current weights, with gradient. It is
 * what the paper's experiments do.
 *
 * @param reference [1, R, in], owned by whoever created it
 */
public record ReferenceNorm(NDArray reference) implements Normaliser {
  @Override
  public Optional<NDArray> samples() {
    return Optional.of(reference);
  }

  @Override
  public double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step) {
    return MeanNorm.toHost(MeanNorm.of(encoder.apply(reference)));
  }
}
