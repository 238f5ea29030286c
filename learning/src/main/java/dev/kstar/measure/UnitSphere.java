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
    for (int i = 0; i < scales.length; i++) {
      scales[i] = inverseNorm(points, i);
    }
    double[] row = new double[scales.length];
    double sum = 0;
    for (int i = 1; i < scales.length; i++) {
      products.row(points, i, row);
      sum += potential(i, row, scales);
    }
    return Math.log(sum / (0.5 * scales.length * (scales.length - 1)));
  }

  /** Sum of the potential between point {@code i} and those before it. */
  private static double potential(int i, double[] row, double[] scales) {
    double sum = 0;
    for (int j = 0; j < i; j++) {
      double lengths = (scales[i] > 0 ? 1 : 0) + (scales[j] > 0 ? 1 : 0);
      double squared = lengths - 2 * row[j] * scales[i] * scales[j];
      sum += Math.exp(-T * Math.max(0, squared));
    }
    return sum;
  }

  private static double inverseNorm(Points points, int i) {
    double squared = points.squaredNorm(i);
    return squared > 0 ? 1 / Math.sqrt(squared) : 0;
  }
}
