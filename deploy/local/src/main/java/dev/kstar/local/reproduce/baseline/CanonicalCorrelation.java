package dev.kstar.local.reproduce.baseline;

/**
 * Linear canonical correlation (Hotelling 1936): directions of x and of y along which they
 * correlate most. Each side is whitened, W = U Λ^(−1/2) of its covariance with a small ridge; the
 * singular vectors of the whitened cross-covariance are the directions.
 *
 * @param correlations largest first
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
public record CanonicalCorrelation(
    double[] correlations,
    double[] centreX,
    double[] centreY,
    Matrix directionsX,
    Matrix directionsY) {
  /** Of the mean variance; directions of less variance than this are no signal. */
  private static final double RIDGE = 1e-6;

  /** Fits on pairs, row by row. */
  public static CanonicalCorrelation fit(Matrix x, Matrix y) {
    double[] meansX = x.means();
    double[] meansY = y.means();
    Matrix cx = x.less(meansX);
    Matrix cy = y.less(meansY);
    Matrix wx = whitening(cx);
    Matrix wy = whitening(cy);
    Matrix cross = wx.transposedTimes(cx.transposedTimes(cy).scaled(1.0 / x.rows())).times(wy);
    boolean narrowX = cross.rows() <= cross.columns();
    Matrix thin = narrowX ? cross.transposed() : cross;
    Eigen eigen = Eigen.of(thin.transposedTimes(thin));
    double[] correlations = new double[eigen.values().length];
    for (int i = 0; i < correlations.length; i++) {
      correlations[i] = Math.sqrt(Math.max(0, eigen.values()[i]));
    }
    Matrix other = unit(thin.times(eigen.vectors()), correlations);
    return new CanonicalCorrelation(
        correlations,
        meansX,
        meansY,
        wx.times(narrowX ? eigen.vectors() : other),
        wy.times(narrowX ? other : eigen.vectors()));
  }

  /**
   * The first {@code d} canonical variables of x, each times the square root of its correlation, so
   * that an inner product with those of y weighs what correlates more.
   */
  public Matrix projectX(Matrix x, int d) {
    return project(x.less(centreX), directionsX, d);
  }

  /** As {@link #projectX}, of y. */
  public Matrix projectY(Matrix y, int d) {
    return project(y.less(centreY), directionsY, d);
  }

  private Matrix project(Matrix centred, Matrix directions, int d) {
    int count = Math.min(d, correlations.length);
    Matrix projected = centred.times(directions.first(count));
    for (int i = 0; i < projected.rows(); i++) {
      for (int j = 0; j < count; j++) {
        projected.set(i, j, projected.at(i, j) * Math.sqrt(correlations[j]));
      }
    }
    return projected;
  }

  private static Matrix whitening(Matrix centred) {
    Matrix covariance = centred.transposedTimes(centred).scaled(1.0 / centred.rows());
    Eigen eigen = Eigen.of(covariance);
    int n = eigen.values().length;
    double trace = 0;
    for (double value : eigen.values()) {
      trace += value;
    }
    Matrix whitening = new Matrix(n, n, eigen.vectors().values().clone());
    for (int j = 0; j < n; j++) {
      double scale = 1 / Math.sqrt(Math.max(0, eigen.values()[j]) + RIDGE * trace / n);
      for (int i = 0; i < n; i++) {
        whitening.set(i, j, whitening.at(i, j) * scale);
      }
    }
    return whitening;
  }

  private static Matrix unit(Matrix columns, double[] lengths) {
    for (int j = 0; j < columns.columns(); j++) {
      for (int i = 0; i < columns.rows(); i++) {
        columns.set(i, j, lengths[j] < 1e-12 ? 0 : columns.at(i, j) / lengths[j]);
      }
    }
    return columns;
  }
}
