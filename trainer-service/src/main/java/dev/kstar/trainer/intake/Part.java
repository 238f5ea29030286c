package dev.kstar.trainer.intake;

/**
 * What one batch took of one partition in one go: the next rows of the batch, in the order of the
 * log.
 *
 * @param first offset of the first pair
 * @param end one past the offset of the last pair
 * @param rows pairs between, fewer than end - first where the log has markers or rejected records
 */
public record Part(int partition, long first, long end, int rows) {
  public Part {
    if (partition < 0 || first < 0 || rows < 1 || end - first < rows) {
      throw new IllegalArgumentException(
          "a part must hold at least one row of a partition but was %d@[%d..%d] with %d rows"
              .formatted(partition, first, end - 1, rows));
    }
  }

  /** With one more pair of the same partition. */
  Part and(long offset) {
    return new Part(partition, first, offset + 1, rows + 1);
  }
}
