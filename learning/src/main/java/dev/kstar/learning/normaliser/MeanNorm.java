package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;

/** The mean Euclidean norm of rows. */
final class MeanNorm {
  private static final int[] DIMENSION = {2};
  private static final int[] BATCH = {1};

  private MeanNorm() {}

  /** [M, B, d] to [M, 1, 1]. PyTorch's norm has gradient 0 at a row of zeros. */
  static NDArray of(NDArray rows) {
    return rows.norm(DIMENSION, true).mean(BATCH, true);
  }

  static double[] toHost(NDArray meanNorm) {
    float[] host = meanNorm.toFloatArray();
    double[] norm = new double[host.length];
    for (int member = 0; member < norm.length; member++) {
      norm[member] = host[member];
    }
    return norm;
  }
}
