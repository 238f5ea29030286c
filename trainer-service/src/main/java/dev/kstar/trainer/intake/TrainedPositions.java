package dev.kstar.trainer.intake;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The next offset to train on, by partition. Written by the training thread after each step, read
 * by any thread.
 */
public final class TrainedPositions {
  private final AtomicLongArray next;

  /**
   * @param start where training begins, by partition
   */
  public TrainedPositions(long[] start) {
    next = new AtomicLongArray(start);
  }

  /** Training thread: the pairs of this batch are in the model. */
  public void advance(MiniBatch batch) {
    long[] offsets = batch.nextOffsets();
    for (int p = 0; p < offsets.length; p++) {
      if (offsets[p] >= 0) {
        next.set(p, offsets[p]);
      }
    }
  }

  /** A copy, by partition. */
  public long[] toArray() {
    long[] offsets = new long[next.length()];
    for (int p = 0; p < offsets.length; p++) {
      offsets[p] = next.get(p);
    }
    return offsets;
  }
}
