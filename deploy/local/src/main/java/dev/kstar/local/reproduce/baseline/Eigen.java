package dev.kstar.local.reproduce.baseline;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van
 * Loan, <i>Matrix Computations</i>, section 8.5).
 *
 * @param values largest first
 * @param vectors a column each, orthonormal
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
record Eigen(double[] values, Matrix vectors) {
  private static final int SWEEPS = 60;
  private static final double NEGLIGIBLE = 1e-22;

  static Eigen of(Matrix symmetric) {
    int n = symmetric.rows();
    Matrix a = new Matrix(n, n, symmetric.values().clone());
    Matrix v = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      v.set(i, i, 1);
    }
    for (int sweep = 0; sweep < SWEEPS && off(a) > NEGLIGIBLE * total(a); sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    return sorted(a, v);
  }

  private static void rotate(Matrix a, Matrix v, int p, int q) {
    double apq = a.at(p, q);
    if (apq == 0) {
      return;
    }
    double theta = (a.at(q, q) - a.at(p, p)) / (2 * apq);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < a.rows(); k++) {
      turn(a, k, p, k, q, c, s);
    }
    for (int k = 0; k < a.rows(); k++) {
      turn(a, p, k, q, k, c, s);
    }
    for (int k = 0; k < a.rows(); k++) {
      turn(v, k, p, k, q, c, s);
    }
  }

  private static void turn(Matrix m, int i, int j, int k, int l, double c, double s) {
    double first = m.at(i, j);
    double second = m.at(k, l);
    m.set(i, j, c * first - s * second);
    m.set(k, l, s * first + c * second);
  }

  private static double off(Matrix a) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < i; j++) {
        sum += a.at(i, j) * a.at(i, j);
      }
    }
    return sum;
  }

  private static double total(Matrix a) {
    double sum = 0;
    for (double value : a.values()) {
      sum += value * value;
    }
    return sum;
  }

  private static Eigen sorted(Matrix a, Matrix v) {
    int n = a.rows();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -a.at(i, i)))
            .mapToInt(i -> i)
            .toArray();
    double[] values = new double[n];
    Matrix vectors = Matrix.zeros(n, n);
    for (int j = 0; j < n; j++) {
      values[j] = a.at(order[j], order[j]);
      for (int i = 0; i < n; i++) {
        vectors.set(i, j, v.at(i, order[j]));
      }
    }
    return new Eigen(values, vectors);
  }
}
