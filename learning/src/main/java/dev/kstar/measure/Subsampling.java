package dev.kstar.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much an estimate would vary with another sample, by subsampling without replacement: drawing
 * with replacement would make duplicates, whose distance of zero breaks every neighbour-based
 * estimator.
 *
 * <p>Each round estimates on half of the points. A mean of m out of N points, drawn without
 * replacement, varies by σ² (1/m − 1/N), which for m = N/2 is σ²/N: just the variance of the
 * estimate on all N. So the spread over rounds needs no scaling (Politis and Romano, Annals of
 * Statistics 1994). The bias of the smaller sample does not enter, because only the spread counts,
 * on the scale of logarithms.
 *
 * @param rounds at least 2; 100 give the spread to about 7 %
 * @param seed of the draws
 */
public record Subsampling(int rounds, long seed) {
  /** Two-sided 95 % of a Gaussian. */
  private static final double WIDTH = 1.959964;

  /**
   * Neighbours to search for each of k, so that half of the points hardly ever lack one of them.
   */
  private static final int ROOM = 3;

  public Subsampling {
    if (rounds < 2) {
      throw new IllegalArgumentException("rounds must be at least 2 but was " + rounds);
    }
  }

  /** Neighbours that a search should find so that rounds seldom have to search again. */
  public static int neighboursFor(int k) {
    return ROOM * k;
  }

  /**
   * Relative standard deviations of the estimates, by scale and then of TwoNN.
   *
   * @param scales estimators whose spread is wanted
   * @param ratios likewise
   * @return one for each scale and the last for {@code ratios}; NaN where half of the points are
   *     too few
   */
  double[] spread(NearestNeighbours found, List<LevinaBickel> scales, TwoNearest ratios) {
    HalfSample half = new HalfSample(found, mostNeighbours(scales));
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> rounds = new ArrayList<>();
    for (int round = 0; round < this.rounds; round++) {
      half.draw(random);
      rounds.add(half.logEstimates(scales, ratios));
    }
    return IntStream.rangeClosed(0, scales.size())
        .mapToDouble(e -> deviation(rounds.stream().mapToDouble(values -> values[e]).toArray()))
        .toArray();
  }

  private static int mostNeighbours(List<LevinaBickel> scales) {
    return scales.stream().mapToInt(LevinaBickel::neighbours).max().orElse(2);
  }

  /** The 95 % interval around an estimate with a relative standard deviation. */
  static Interval around(double estimate, double deviation) {
    return new Interval(
        estimate * Math.exp(-WIDTH * deviation), estimate * Math.exp(WIDTH * deviation));
  }

  private static double deviation(double[] values) {
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
