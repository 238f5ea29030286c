package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Divides each representation by its own norm. */
public record CosineNorm() implements Normaliser {
  @Override
  public double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step) {
    return ones(average.length);
  }

  private static double[] ones(int members) {
    double[] ones = new double[members];
    Arrays.fill(ones, 1);
    return ones;
  }
}
