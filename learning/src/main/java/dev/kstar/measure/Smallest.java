package dev.kstar.measure;

import java.util.Arrays;

/** Partial selection of the k smallest numbers by a max-heap. For one thread. */
final class Smallest {
  private final double[] heap;

  Smallest(int k) {
    heap = new double[k];
  }

  /** The k-th smallest of {@code values}, infinity when they are fewer. */
  double largestOf(double[] values) {
    Arrays.fill(heap, Double.POSITIVE_INFINITY);
    for (double value : values) {
      if (value < heap[0]) {
        replaceRoot(value);
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
