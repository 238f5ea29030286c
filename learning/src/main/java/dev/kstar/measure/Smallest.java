package dev.kstar.measure;

import java.util.Arrays;

/**
 * Partial selection of the k smallest numbers by a max-heap. Made for one row of numbers after
 * another that are much alike, such as distances: only what lies below a guess goes through the
 * heap, if it is enough, and the guess is a little more than the last row's answer. For one thread.
 */
final class Smallest {
  /** How the guess's distance from the last answer follows from the rows before. */
  private static final double SHRINK = 0.9;

  private static final double GROW = 1.5;

  private final double[] heap;
  private double[] below = new double[0];

  /** The last answer; NaN before the first. */
  private double last = Double.NaN;

  /** Share of the last answer by which the guess is above it. */
  private double margin = 0.25;

  Smallest(int k) {
    heap = new double[k];
  }

  /** The k-th smallest of {@code values}, infinity when they are fewer. */
  double largestOf(double[] values) {
    if (last > 0) {
      int few = gatherBelow((1 + margin) * last, values);
      if (few >= heap.length) {
        margin *= few > 2 * heap.length ? SHRINK : 1;
        last = largestOf(below, few);
        return last;
      }
      margin *= GROW;
    }
    last = largestOf(values, values.length);
    return last;
  }

  private int gatherBelow(double guess, double[] values) {
    if (below.length < values.length) {
      below = new double[values.length];
    }
    int count = 0;
    for (double value : values) {
      if (value <= guess) {
        below[count++] = value;
      }
    }
    return count;
  }

  private double largestOf(double[] values, int count) {
    Arrays.fill(heap, Double.POSITIVE_INFINITY);
    for (int i = 0; i < count; i++) {
      if (values[i] < heap[0]) {
        replaceRoot(values[i]);
      }
    }
    return heap[0];
  }

  private void replaceRoot(double value) {
    int at = 0;
    for (int child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= value) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = value;
  }
}
