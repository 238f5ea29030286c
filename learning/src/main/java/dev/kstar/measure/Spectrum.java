package dev.kstar.measure;

import java.util.Arrays;

/**
 * How variance spreads over directions: the eigenvalues of the covariance of a set of points, or
 * the singular values of the cross-covariance of two. All measures of it are 0 when every point is
 * the same.
 *
 * @param values at least 0, largest first
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
public record Spectrum(double[] values) {

  /** Of the covariance of the points around their mean, in O(count · d² + d³). */
  public static Spectrum ofCovariance(Points points) {
    return new Spectrum(notNegative(SymmetricEigenvalues.of(covariance(points, points))));
  }

  /**
   * Of the cross-covariance of two representations, as singular values; what f and g do not share
   * does not show in it. Of twice the same points it is the spectrum of their covariance.
   *
   * @param f [count, d]
   * @param g [count, d], row by row the partners
   */
  public static Spectrum ofCrossCovariance(Points f, Points g) {
    CrossModal.requirePartners(f, g);
    double[] squares = notNegative(SymmetricEigenvalues.of(gram(covariance(f, g))));
    return new Spectrum(Arrays.stream(squares).map(Math::sqrt).toArray());
  }

  /**
   * The participation ratio (Σ λ)² / Σ λ²: how many directions of equal variance would spread it as
   * widely. In [1, d].
   */
  public double participationRatio() {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return squares > 0 ? sum * sum / squares : 0;
  }

  /**
   * RankMe of Garrido et al. (ICML 2023): the exponential of the entropy of the singular values √λ
   * of the centred points, as shares of their sum. In [1, d].
   */
  public double rankMe() {
    double sum = Arrays.stream(values).map(Math::sqrt).sum();
    double entropy = 0;
    for (double value : values) {
      double share = Math.sqrt(value) / sum;
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return sum > 0 ? Math.exp(entropy) : 0;
  }

  /**
   * Fukunaga and Olsen (IEEE Transactions on Computers 1971): how many eigenvalues are above a
   * share of the largest.
   *
   * @param alpha the share, such as 0.05
   */
  public int above(double alpha) {
    return (int) Arrays.stream(values).filter(value -> value > alpha * values[0]).count();
  }

  /** Σ (f_i − mean f)(g_i − mean g)ᵀ / (count − 1), [d, d]. */
  private static double[][] covariance(Points f, Points g) {
    double[][] ofF = Columns.centred(f);
    double[][] ofG = f == g ? ofF : Columns.centred(g);
    return Columns.products(ofF, ofG, Math.max(1, f.count() - 1));
  }

  /** C Cᵀ. */
  private static double[][] gram(double[][] matrix) {
    return Columns.products(matrix, matrix, 1);
  }

  private static double[] notNegative(double[] values) {
    return Arrays.stream(values).map(value -> Math.max(0, value)).toArray();
  }
}
