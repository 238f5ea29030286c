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
  private final boolean[] member;

  /** Logarithms of all distances found, once for all rounds; [points, neighbours]. */
  private final double[][] logs;

  /** Logarithms of a member's distances to its nearest members. */
  private final double[] nearest;

  HalfSample(NearestNeighbours found, int needed) {
    this.found = found;
    this.needed = needed;
    order = IntStream.range(0, found.points()).toArray();
    member = new boolean[found.points()];
    logs = new double[found.points()][];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Arrays.stream(found.distances(i)).map(Math::log).toArray();
    }
    nearest = new double[needed];
  }

  private int size() {
    return order.length / 2;
  }

  /** Draws the members anew. */
  void draw(SplittableRandom random) {
    Arrays.fill(member, false);
    for (int i = 0; i < size(); i++) {
      int other = random.nextInt(i, order.length);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
      member[order[i]] = true;
    }
  }

  /** The logarithm of each scale's estimate and then of TwoNN's, NaN when members are too few. */
  double[] logEstimates(List<LevinaBickel> scales, TwoNearest ratios) {
    double[] sums = new double[scales.size() + 1];
    if (size() <= needed) {
      Arrays.fill(sums, Double.NaN);
      return sums;
    }
    double[] logRatios = new double[size()];
    for (int m = 0; m < size(); m++) {
      findNearest(order[m]);
      logRatios[m] = nearest[1] - nearest[0];
      addMeanLogRatios(scales, sums);
    }
    for (int e = 0; e < scales.size(); e++) {
      sums[e] = Math.log(size() / sums[e]);
    }
    sums[scales.size()] = Math.log(ratios.slope(logRatios));
    return sums;
  }

  private void addMeanLogRatios(List<LevinaBickel> scales, double[] sums) {
    for (int e = 0; e < scales.size(); e++) {
      int k = scales.get(e).neighbours();
      double sum = 0;
      for (int rank = 0; rank < k - 1; rank++) {
        sum += nearest[rank];
      }
      sums[e] += nearest[k - 1] - sum / (k - 1);
    }
  }

  private void findNearest(int i) {
    int kept = 0;
    for (int rank = 0; rank < found.neighbours() && kept < needed; rank++) {
      if (member[found.index(i, rank)]) {
        nearest[kept++] = logs[i][rank];
      }
    }
    if (kept < needed) {
      searchAgain(i);
    }
  }

  private void searchAgain(int i) {
    double[] squares =
        IntStream.range(0, member.length)
            .filter(j -> member[j] && j != i)
            .mapToDouble(j -> found.set().squaredDistance(i, j))
            .sorted()
            .toArray();
    for (int rank = 0; rank < needed; rank++) {
      nearest[rank] = 0.5 * Math.log(squares[rank]);
    }
  }
}
