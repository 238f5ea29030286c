package dev.kstar.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Labelled samples in two halves, one to fit a probe on and one to test it.
 *
 * @param fitted sample numbers, rising
 * @param tested sample numbers, rising
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
public record Split(int[] fitted, int[] tested) {

  /** Halves by chance; the same seed gives the same halves. */
  public static Split of(BitSet labelled, long seed) {
    int[] order = labelled.stream().toArray();
    int half = shuffle(order, seed);
    return new Split(sorted(order, 0, half), sorted(order, half, order.length));
  }

  /**
   * Halves by chance that keep equal rows together, so that no tested sample has a copy among the
   * fitted ones. The same as without rows where all differ.
   *
   * @param rows equal ones are in the same half
   */
  public static Split of(BitSet labelled, long seed, DistinctRows rows) {
    int[] order = groups(labelled, rows);
    int half = shuffle(order, seed);
    BitSet fitted = new BitSet(rows.count());
    Arrays.stream(order, 0, half).forEach(fitted::set);
    return new Split(
        labelled.stream().filter(i -> fitted.get(rows.group(i))).toArray(),
        labelled.stream().filter(i -> !fitted.get(rows.group(i))).toArray());
  }

  /** How many of the labelled samples differ. */
  public static int distinct(BitSet labelled, DistinctRows rows) {
    return groups(labelled, rows).length;
  }

  private static int[] groups(BitSet labelled, DistinctRows rows) {
    return labelled.stream().map(rows::group).distinct().toArray();
  }

  /** Shuffles; returns the size of the first half. */
  private static int shuffle(int[] order, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order.length / 2;
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] half = Arrays.copyOfRange(order, from, to);
    Arrays.sort(half);
    return half;
  }

  /** Accuracy on the tested half of always answering the most frequent class of the fitted. */
  public double majority(int[] classes) {
    int most = Classes.mostFrequent(Arrays.stream(fitted).map(i -> classes[i]).toArray());
    return share(Arrays.stream(tested).filter(i -> classes[i] == most).count());
  }

  /** A number of tested samples as a share of all. */
  double share(long right) {
    return (double) right / tested.length;
  }
}
