package dev.kstar.measure;

import java.util.Arrays;

/**
 * TwoNN of Facco, d'Errico, Rodriguez and Laio (Scientific Reports 2017). The ratio μ of a point's
 * second to its first distance has the distribution F(μ) = 1 − μ^(−d); the dimension is the slope
 * through the origin of −log(1 − F) against log μ, by least squares, without the largest ratios. As
 * in scikit-dimension, F of the i-th smallest ratio, counted from 0, is i / points.
 *
 * @param discard share of the largest ratios that is left out, in [0, 1)
 */
public record TwoNearest(double discard) implements DimensionEstimator {
  public TwoNearest {
    if (!(discard >= 0 && discard < 1)) {
      throw new IllegalArgumentException("discard must be in [0, 1) but was " + discard);
    }
  }

  /** Without the largest tenth of the ratios. */
  public TwoNearest() {
    this(0.1);
  }

  @Override
  public int neighbours() {
    return 2;
  }

  @Override
  public DimensionOutcome estimate(NearestNeighbours found) {
    return Answer.impossible(found, 2)
        .orElseGet(
            () ->
                Answer.of(
                    slope(logRatios(found), logTails(found.points())),
                    found,
                    2,
                    Answer.ONE_DISTANCE));
  }

  private static double[] logRatios(NearestNeighbours found) {
    double[] logs = new double[found.points()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(found.distance(i, 1) / found.distance(i, 0));
    }
    return logs;
  }

  /** log(1 − F) of the ratios of so many points, the smallest ratio's first. */
  static double[] logTails(int points) {
    double[] logs = new double[points];
    for (int i = 0; i < points; i++) {
      logs[i] = Math.log1p(-(double) i / points);
    }
    return logs;
  }

  /**
   * The dimension that the log ratios of all points tell; sorts them.
   *
   * @param logTails of as many points
   */
  double slope(double[] logRatios, double[] logTails) {
    Arrays.sort(logRatios);
    int kept = (int) (logRatios.length * (1 - discard));
    double products = 0;
    double squares = 0;
    for (int i = 0; i < kept; i++) {
      products -= logRatios[i] * logTails[i];
      squares += logRatios[i] * logRatios[i];
    }
    return products / squares;
  }
}
