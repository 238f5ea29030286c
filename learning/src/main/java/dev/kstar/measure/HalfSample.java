package dev.kstar.measure;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Half of a set of points, drawn again and again, with its neighbours read off those of the whole:
 * the members among a point's neighbours, in order, are its neighbours among the members. For one
 * thread.
 */
final class HalfSample {
  private final NearestNeighbours found;
  private final int needed;
  private final int[] order;

  /** 1 of a member, 0 of others: to be added, because a branch on chance cannot be foreseen. */
  private final int[] member;

  /** Logarithms of all distances found, once for all rounds; [points, neighbours]. */
  private final double[][] logs;

  /** Logarithms of a member's distances to its nearest members, and room for one more. */
  private final double[] nearest;

  /** Sums of the first so many of them. */
  private final double[] sums;

  /** For TwoNN, the same in every round. */
  private final double[] logTails;

  HalfSample(NearestNeighbours found, int needed) {
    this.found = found;
    this.needed = needed;
    order = IntStream.range(0, found.points()).toArray();
    member = new int[found.points()];
    logs = new double[found.points()][];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Arrays.stream(found.distances(i)).map(Math::log).toArray();
    }
    nearest = new double[needed + 1];
    sums = new double[needed + 1];
    logTails = TwoNearest.logTails(size());
  }

  private int size() {
    return order.length / 2;
  }

  /** Draws the members anew. */
  void draw(SplittableRandom random) {
    Arrays.fill(member, 0);
    for (int i = 0; i < size(); i++) {
      int other = random.nextInt(i, order.length);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
      member[order[i]] = 1;
    }
  }

  /** The logarithm of each scale's estimate and then of TwoNN's, NaN when members are too few. */
  double[] logEstimates(List<LevinaBickel> scales, TwoNearest ratios) {
    double[] estimates = new double[scales.size() + 1];
    if (size() <= needed) {
      Arrays.fill(estimates, Double.NaN);
      return estimates;
    }
    double[] logRatios = new double[size()];
    for (int m = 0; m < size(); m++) {
      findNearest(order[m]);
      logRatios[m] = nearest[1] - nearest[0];
      addMeanLogRatios(scales, estimates);
    }
    for (int e = 0; e < scales.size(); e++) {
      estimates[e] = Math.log(size() / estimates[e]);
    }
    estimates[scales.size()] = Math.log(ratios.slope(logRatios, logTails));
    return estimates;
  }

  private void addMeanLogRatios(List<LevinaBickel> scales, double[] totals) {
    for (int rank = 0; rank < needed; rank++) {
      sums[rank + 1] = sums[rank] + nearest[rank];
    }
    for (int e = 0; e < totals.length - 1; e++) {
      int k = scales.get(e).neighbours();
      totals[e] += nearest[k - 1] - sums[k - 1] / (k - 1);
    }
  }

  private void findNearest(int i) {
    double[] log = logs[i];
    int kept = 0;
    for (int rank = 0; rank < log.length && kept < needed; rank++) {
      nearest[kept] = log[rank];
      kept += member[found.index(i, rank)];
    }
    if (kept < needed) {
      searchAgain(i);
    }
  }

  private void searchAgain(int i) {
    double[] squares =
        IntStream.range(0, member.length)
            .filter(j -> member[j] == 1 && j != i)
            .mapToDouble(j -> found.set().squaredDistance(i, j))
            .sorted()
            .toArray();
    for (int rank = 0; rank < needed; rank++) {
      nearest[rank] = 0.5 * Math.log(squares[rank]);
    }
  }
}
