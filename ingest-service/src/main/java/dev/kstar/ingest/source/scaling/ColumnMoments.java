package dev.kstar.ingest.source.scaling;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.config.Scaling;

/**
 * Mean and variance of each column in one pass (Welford, "Note on a method for calculating
 * corrected sums of squares and products", 1962).
 */
final class ColumnMoments {
  private final double[] mean;
  private final double[] squares;
  private long count;

  ColumnMoments(int width) {
    mean = new double[width];
    squares = new double[width];
  }

  void add(Float32Vector values) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double distance = values.get(i) - mean[i];
      mean[i] += distance / count;
      squares[i] += distance * (values.get(i) - mean[i]);
    }
  }

  /** Number of columns. */
  int width() {
    return mean.length;
  }

  /** Pairs that were added. */
  long count() {
    return count;
  }

  /** Mean of a column. */
  double mean(int column) {
    return mean[column];
  }

  /** Standard deviation of a column. */
  double deviation(int column) {
    return Math.sqrt(squares[column] / count);
  }

  /** A column that never changes is only centred. */
  ColumnScale scale(Scaling scaling) {
    float[] centre = new float[mean.length];
    float[] scale = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      centre[i] = (float) mean[i];
      float deviation = (float) deviation(i);
      scale[i] = scaling == Scaling.Z_SCORE && deviation >= Float.MIN_NORMAL ? deviation : 1;
    }
    return new ColumnScale(centre, scale, count);
  }
}
