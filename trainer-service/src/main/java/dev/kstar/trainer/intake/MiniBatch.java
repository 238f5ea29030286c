package dev.kstar.trainer.intake;

import dev.kstar.learning.population.PairBatch;
import java.util.Arrays;

/**
 * A batch on its way from the log to the training thread: the pairs and the place in the log where
 * the next batch begins. Owned by one thread at a time; the {@link BatchExchange} hands it over.
 */
public final class MiniBatch {
  private final PairBatch pairs;
  private final long[] firstOffsets;
  private final long[] nextOffsets;
  private int filled;

  MiniBatch(int size, int dx, int dy, int partitions) {
    this.pairs = PairBatch.allocate(size, dx, dy);
    this.firstOffsets = new long[partitions];
    this.nextOffsets = new long[partitions];
    clear();
  }

  void clear() {
    filled = 0;
    Arrays.fill(firstOffsets, -1);
    Arrays.fill(nextOffsets, -1);
  }

  void filled(int partition, long offset) {
    filled++;
    if (firstOffsets[partition] < 0) {
      firstOffsets[partition] = offset;
    }
    nextOffsets[partition] = offset + 1;
  }

  boolean isFull() {
    return filled == pairs.size();
  }

  /** The samples, in direct buffers. */
  public PairBatch pairs() {
    return pairs;
  }

  /**
   * By partition: one past the last record of this batch, or -1 when it has none of that partition.
   */
  public long[] nextOffsets() {
    return nextOffsets;
  }

  /** The records that the batch was made of, as in {@code 0@[12..75], 1@[8..71]}. */
  public String coordinates() {
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < firstOffsets.length; p++) {
      if (firstOffsets[p] >= 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append("%d@[%d..%d]".formatted(p, firstOffsets[p], nextOffsets[p] - 1));
      }
    }
    return text.toString();
  }
}
