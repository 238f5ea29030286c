package dev.kstar.trainer.intake;

/**
 * Where a record goes, as a function of the log alone: every batch takes the next {@code quota(p)}
 * valid records of each partition p that are not in the batch already. While no pair repeats, the
 * n-th valid record of a partition has a fixed batch and row, whenever it arrives. Quotas differ by
 * one at most, the lower partitions having the larger ones.
 */
record RoundRobin(int batchSize, int partitions) {
  RoundRobin {
    if (batchSize < partitions) {
      throw new IllegalArgumentException(
          "kstar.batch.size must be at least the number of partitions, %d, but was %d"
              .formatted(partitions, batchSize));
    }
  }

  /** Rows of each batch that belong to a partition. */
  int quota(int partition) {
    return batchSize / partitions + (partition < batchSize % partitions ? 1 : 0);
  }

  /** The batch, counted from 0, that the n-th valid record of a partition belongs to. */
  long batch(int partition, long n) {
    return n / quota(partition);
  }

  /** The row within its batch of the n-th valid record of a partition. */
  int row(int partition, long n) {
    return firstRow(partition) + (int) (n % quota(partition));
  }

  /** The first of the rows of each batch that belong to a partition. */
  int firstRow(int partition) {
    return partition * (batchSize / partitions) + Math.min(partition, batchSize % partitions);
  }
}
