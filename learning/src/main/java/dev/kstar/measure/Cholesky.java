package dev.kstar.measure;

/** The lower triangular L with L Lᵀ = A, of a symmetric and positive definite A. */
final class Cholesky {
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Of A with {@code ridge} times its mean diagonal element added to the diagonal.
   *
   * @param a [n, n], left unchanged
   * @param ridge above 0, so that columns that depend on one another do no harm
   */
  static Cholesky of(double[][] a, double ridge) {
    int n = a.length;
    double added = 0;
    for (int i = 0; i < n; i++) {
      added += ridge * a[i][i] / n;
    }
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j] + (i == j ? added : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / lower[j][j];
      }
    }
    return new Cholesky(lower);
  }

  /** Overwrites b [n, m] with L⁻¹ b. */
  void forward(double[][] b) {
    for (int i = 0; i < lower.length; i++) {
      for (int k = 0; k < i; k++) {
        subtract(b[i], lower[i][k], b[k]);
      }
      divide(b[i], lower[i][i]);
    }
  }

  /** Overwrites b [n, m] with A⁻¹ b. */
  void solve(double[][] b) {
    forward(b);
    for (int i = lower.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < lower.length; k++) {
        subtract(b[i], lower[k][i], b[k]);
      }
      divide(b[i], lower[i][i]);
    }
  }

  private static void subtract(double[] from, double factor, double[] row) {
    for (int j = 0; j < from.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  private static void divide(double[] row, double divisor) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= divisor;
    }
  }
}
