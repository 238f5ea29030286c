package dev.kstar.evaluator.page;

import java.util.Random;

/**
 * The plane of largest variance of representations around their common mean: the first two
 * principal components, by orthogonal iteration. Begun with the axes of before, it turns no further
 * than it must, so that a picture stays recognisable from one time to the next.
 *
 * @param axes [1 or 2][d], orthonormal
 * @param mean [d]
 * @param shares of the total variance, by axis; 0 when all points are the same
 */
@SuppressWarnings("ArrayRecordComponent") // vectors, never compared as a whole
record PrincipalPlane(double[][] axes, double[] mean, double[] shares) {
  private static final int ROUNDS = 200;

  /**
   * @param rows [count, d] row by row, of both encoders
   * @param before axes to begin with; null for any
   */
  static PrincipalPlane of(float[] rows, int d, double[][] before) {
    double[] mean = mean(rows, d);
    double[][] covariance = covariance(rows, d, mean);
    double[][] axes = before == null ? anyAxes(d) : copy(before);
    orthonormalise(axes);
    for (int round = 0; round < ROUNDS; round++) {
      double[][] next = new double[axes.length][];
      for (int a = 0; a < axes.length; a++) {
        next[a] = product(covariance, axes[a]);
      }
      if (!orthonormalise(next)) {
        break; // fewer directions than axes: those there were are as good as any
      }
      axes = next;
    }
    return new PrincipalPlane(axes, mean, shares(covariance, axes));
  }

  /** Where each row falls on the plane, [count][2]; the second coordinate is 0 when d is 1. */
  double[][] project(float[] rows) {
    int d = mean.length;
    double[][] places = new double[rows.length / d][2];
    for (int i = 0; i < places.length; i++) {
      for (int a = 0; a < axes.length; a++) {
        for (int k = 0; k < d; k++) {
          places[i][a] += (rows[i * d + k] - mean[k]) * axes[a][k];
        }
      }
    }
    return places;
  }

  private static double[] mean(float[] rows, int d) {
    double[] mean = new double[d];
    for (int i = 0; i < rows.length; i++) {
      mean[i % d] += rows[i];
    }
    for (int k = 0; k < d; k++) {
      mean[k] /= Math.max(1, rows.length / d);
    }
    return mean;
  }

  private static double[][] covariance(float[] rows, int d, double[] mean) {
    double[][] covariance = new double[d][d];
    for (int i = 0; i < rows.length; i += d) {
      for (int k = 0; k < d; k++) {
        double centred = rows[i + k] - mean[k];
        for (int l = 0; l < d; l++) {
          covariance[k][l] += centred * (rows[i + l] - mean[l]);
        }
      }
    }
    return covariance;
  }

  private static double[][] anyAxes(int d) {
    Random random = new Random(1);
    double[][] axes = new double[Math.min(2, d)][d];
    for (double[] axis : axes) {
      for (int k = 0; k < d; k++) {
        axis[k] = random.nextGaussian();
      }
    }
    return axes;
  }

  private static double[][] copy(double[][] axes) {
    double[][] copy = new double[axes.length][];
    for (int a = 0; a < axes.length; a++) {
      copy[a] = axes[a].clone();
    }
    return copy;
  }

  /**
   * In place, by Gram and Schmidt; false when an axis vanishes, and the axes are then of no use.
   */
  private static boolean orthonormalise(double[][] axes) {
    for (int a = 0; a < axes.length; a++) {
      double before = Math.sqrt(dot(axes[a], axes[a]));
      for (int b = 0; b < a; b++) {
        subtract(axes[a], axes[b], dot(axes[a], axes[b]));
      }
      double length = Math.sqrt(dot(axes[a], axes[a]));
      if (!(length > 1e-12 * before)) {
        return false;
      }
      for (int k = 0; k < axes[a].length; k++) {
        axes[a][k] /= length;
      }
    }
    return true;
  }

  private static void subtract(double[] from, double[] axis, double times) {
    for (int k = 0; k < from.length; k++) {
      from[k] -= times * axis[k];
    }
  }

  private static double[] product(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int k = 0; k < vector.length; k++) {
      product[k] = dot(matrix[k], vector);
    }
    return product;
  }

  private static double[] shares(double[][] covariance, double[][] axes) {
    double total = 0;
    for (int k = 0; k < covariance.length; k++) {
      total += covariance[k][k];
    }
    double[] shares = new double[2];
    for (int a = 0; a < axes.length && total > 0; a++) {
      shares[a] = dot(axes[a], product(covariance, axes[a])) / total;
    }
    return shares;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
