package dev.kstar.trainer.intake;

/**
 * What one batch took of one partition in one go: the next rows of the batch, in the order of the
 * log.
 *
 * @param first offset of the first pair that was taken or passed over
 * @param end one past the offset of the last
 * @param rows pairs taken, fewer than end - first where the log has markers, rejected records or
 *     pairs that the batch held already
 */
public record Part(int partition, long first, long end, int rows) {
  public Part {
    if (partition < 0 || first < 0 || rows < 0 || end <= first || end - first < rows) {
      throw new IllegalArgumentException(
          "a part must hold records of a partition but was %d@[%d..%d] with %d rows"
              .formatted(partition, first, end - 1, rows));
    }
  }

  /** With one more record of the same partition, which gave so many rows. */
  Part and(long offset, int moreRows) {
    return new Part(partition, first, offset + 1, rows + moreRows);
  }
}
