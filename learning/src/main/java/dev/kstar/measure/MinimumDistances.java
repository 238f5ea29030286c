package dev.kstar.measure;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * MiND-ML of Rozza, Lombardi, Ceruti, Casiraghi and Campadelli (Machine Learning 2012): the
 * dimension d that makes the ratios ρ of the nearest to the (k + 1)-th neighbour's distance
 * likeliest under the density k d ρ^(d−1) (1 − ρ^d)^(k−1).
 *
 * @param k neighbours within the ball whose radius the (k + 1)-th gives, at least 2
 * @param most the largest dimension considered, at least 1
 * @param whole whether only whole dimensions are considered (MLi rather than MLk)
 */
public record MinimumDistances(int k, int most, boolean whole) implements DimensionEstimator {
  private static final int BISECTIONS = 60;

  public MinimumDistances {
    if (k < 2 || most < 1) {
      throw new IllegalArgumentException(
          "k must be at least 2 and the largest dimension at least 1 but were %d and %d"
              .formatted(k, most));
    }
  }

  @Override
  public int neighbours() {
    return k + 1;
  }

  @Override
  public DimensionOutcome estimate(NearestNeighbours found) {
    return Answer.impossible(found, k + 1)
        .orElseGet(
            () -> {
              double[] logs = logRatios(found);
              return DoubleStream.of(logs).anyMatch(log -> log < 0)
                  ? Answer.of(whole ? likeliestWhole(logs) : likeliest(logs), found, k + 1, "")
                  : Answer.none(Answer.ONE_DISTANCE, found, k + 1);
            });
  }

  private double[] logRatios(NearestNeighbours found) {
    return IntStream.range(0, found.points())
        .mapToDouble(i -> Math.log(found.distance(i, 0) / found.distance(i, k)))
        .toArray();
  }

  private int likeliestWhole(double[] logs) {
    int best = 1;
    while (best < most && logLikelihood(best + 1, logs) > logLikelihood(best, logs)) {
      best++; // the likelihood is concave, so the first peak is the only one
    }
    return best;
  }

  private double logLikelihood(double d, double[] logs) {
    double sum = logs.length * Math.log(k * d);
    for (double log : logs) {
      sum += (d - 1) * log + (k - 1) * Math.log(-Math.expm1(d * log));
    }
    return sum;
  }

  /** The root of the derivative, which falls, or the largest dimension when it lies beyond. */
  private double likeliest(double[] logs) {
    if (slope(most, logs) >= 0) {
      return most;
    }
    double low = 0;
    double high = most;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (slope(middle, logs) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double slope(double d, double[] logs) {
    double sum = logs.length / d;
    for (double log : logs) {
      sum += log - (k - 1) * log / Math.expm1(-d * log);
    }
    return sum;
  }
}
