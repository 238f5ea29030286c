package dev.kstar.ingest.source.file;

import dev.kstar.contract.IdHash;

/** Names of pairs: those of the rows of one file that the pairs come from. */
public final class PairNames {
  private final RowNames names;
  private final int[] rows;
  private final long pairs;

  /**
   * @param rows the row that each pair comes from; null when the n-th pair comes from row n
   */
  PairNames(RowNames names, int[] rows) {
    this.names = names;
    this.rows = rows;
    this.pairs = rows == null ? names.rows() : rows.length;
  }

  /** Returns the id of a pair in UTF-8. */
  byte[] id(long pair) {
    return names.id(row(pair));
  }

  private long row(long pair) {
    return rows == null ? pair : rows[(int) pair];
  }

  /** Returns a checksum of all names in the order of the pairs. */
  long checksum() {
    long sum = pairs;
    for (long pair = 0; pair < pairs; pair++) {
      sum = 31 * sum + IdHash.of(names.name(row(pair)));
    }
    return sum;
  }
}
