package dev.kstar.measure;

import java.util.Arrays;

/**
 * Eigenvalues of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix
 * Computations, 8.5). Simple, and accurate to the last bits even of the small ones; for the few
 * hundred columns of a representation it is fast enough, so no library is needed.
 */
final class SymmetricEigenvalues {
  private static final int SWEEPS = 60;

  private final double[][] a;

  private SymmetricEigenvalues(double[][] matrix) {
    a = matrix;
  }

  /**
   * The eigenvalues, largest first.
   *
   * @param matrix [n, n], symmetric and finite; it is used up
   */
  static double[] of(double[][] matrix) {
    SymmetricEigenvalues work = new SymmetricEigenvalues(matrix);
    for (int sweep = 0; sweep < SWEEPS && work.rotateAll(); sweep++) {
      // until no element off the diagonal is worth a rotation
    }
    double[] values = new double[matrix.length];
    for (int i = 0; i < values.length; i++) {
      values[values.length - 1 - i] = matrix[i][i];
    }
    Arrays.sort(values);
    for (int i = 0; i < values.length / 2; i++) {
      double swapped = values[i];
      values[i] = values[values.length - 1 - i];
      values[values.length - 1 - i] = swapped;
    }
    return values;
  }

  private boolean rotateAll() {
    boolean rotated = false;
    double scale = 0;
    for (int i = 0; i < a.length; i++) {
      scale = Math.max(scale, Math.abs(a[i][i]));
    }
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        if (Math.abs(a[p][q]) > Math.ulp(scale)) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** Turns the plane (p, q) so that a[p][q] vanishes, by the smaller of the two angles. */
  private void rotate(int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    double removed = t * a[p][q];
    a[p][p] -= removed;
    a[q][q] += removed;
    a[p][q] = 0;
    a[q][p] = 0;
    for (int k = 0; k < a.length; k++) {
      if (k != p && k != q) {
        double kp = a[k][p];
        double kq = a[k][q];
        a[k][p] = c * kp - s * kq;
        a[p][k] = a[k][p];
        a[k][q] = s * kp + c * kq;
        a[q][k] = a[k][q];
      }
    }
  }
}
