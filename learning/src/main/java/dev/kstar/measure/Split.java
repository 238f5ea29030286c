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
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    int half = order.length / 2;
    int[] fitted = Arrays.copyOfRange(order, 0, half);
    int[] tested = Arrays.copyOfRange(order, half, order.length);
    Arrays.sort(fitted);
    Arrays.sort(tested);
    return new Split(fitted, tested);
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
