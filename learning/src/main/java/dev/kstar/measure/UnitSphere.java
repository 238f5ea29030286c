package dev.kstar.measure;

/**
 * Alignment and uniformity of Wang and Isola (ICML 2020), on representations scaled to unit length.
 * A zero vector has no direction and stays zero.
 */
public final class UnitSphere {
  private static final double T = 2;

  private UnitSphere() {}

  /**
   * Mean squared distance of partners, in [0, 4]; 0 when all partners point the same way, and NaN
   * of no points.
   */
  public static double alignment(Points f, Points g) {
    CrossModal.requirePartners(f, g);
    double sum = 0;
    for (int i = 0; i < f.count(); i++) {
      double scaleF = inverseNorm(f, i);
      double scaleG = inverseNorm(g, i);
      for (int k = 0; k < f.dimension(); k++) {
        double difference = f.at(i, k) * scaleF - g.at(i, k) * scaleG;
        sum += difference * difference;
      }
    }
    return sum / f.count();
  }

  /**
   * Log mean Gaussian potential log mean_{i ≠ j} exp(−2 ‖u_i − u_j‖²), in [−8, 0]: 0 when all
   * points coincide, lower the more evenly they spread. NaN of fewer than two points.
   */
  public static double uniformity(Points points) {
    InnerProducts products = new InnerProducts(points);
    double[] scales = new double[points.count()];
    double[] squares = new double[points.count()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = inverseNorm(points, i);
      squares[i] = scales[i] > 0 ? 1 : 0;
    }
    double[] row = new double[scales.length];
    double sum = 0;
    for (int i = 1; i < scales.length; i++) {
      products.rowBefore(points, i, row);
      sum += potential(i, row, scales, squares);
    }
    return Math.log(sum / (0.5 * scales.length * (scales.length - 1)));
  }

  /**
   * Sum of the potential between point {@code i} and those before it.
   *
   * @param row inner products with those before; overwritten
   * @param squares of the lengths, 1 or 0
   */
  private static double potential(int i, double[] row, double[] scales, double[] squares) {
    double scale = 2 * scales[i];
    double square = squares[i];
    for (int j = 0; j < i; j++) {
      row[j] = -T * Math.max(0, square + squares[j] - scale * scales[j] * row[j]);
    }
    for (int j = 0; j < i; j++) {
      row[j] = exp(row[j]);
    }
    double sum = 0;
    for (int j = 0; j < i; j++) {
      sum += row[j];
    }
    return sum;
  }

  /**
   * e^x for x in [−8, 0], to 1e-14 relative: the series of e^(x/8) to the eighteenth power, whose
   * remainder is below 1 / 19!, squared three times. Without branches and tables, so that the
   * compiler computes several at once.
   */
  static double exp(double x) {
    double t = x / 8;
    double e = 1.0 / 6_402_373_705_728_000L;
    e = e * t + 1.0 / 355_687_428_096_000L;
    e = e * t + 1.0 / 20_922_789_888_000L;
    e = e * t + 1.0 / 1_307_674_368_000L;
    e = e * t + 1.0 / 87_178_291_200L;
    e = e * t + 1.0 / 6_227_020_800L;
    e = e * t + 1.0 / 479_001_600;
    e = e * t + 1.0 / 39_916_800;
    e = e * t + 1.0 / 3_628_800;
    e = e * t + 1.0 / 362_880;
    e = e * t + 1.0 / 40_320;
    e = e * t + 1.0 / 5_040;
    e = e * t + 1.0 / 720;
    e = e * t + 1.0 / 120;
    e = e * t + 1.0 / 24;
    e = e * t + 1.0 / 6;
    e = e * t + 1.0 / 2;
    e = e * t + 1;
    e = e * t + 1;
    double e2 = e * e;
    double e4 = e2 * e2;
    return e4 * e4;
  }

  private static double inverseNorm(Points points, int i) {
    double squared = points.squaredNorm(i);
    return squared > 0 ? 1 / Math.sqrt(squared) : 0;
  }
}
