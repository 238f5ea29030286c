package dev.kstar.ingest.source.file;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Files whose n-th rows belong together.
 *
 * @param names of the pairs; empty when they are called by the numbers of their rows
 * @param rowsOfX rows of the file of x, of which some may have no row of y
 * @param isByPlace whether rows of the same place belong together, as in files without names
 * @param notes sentences about how the rows were joined
 */
record JoinedRows(
    Features x,
    Features y,
    SortedMap<String, Labels> labels,
    Optional<PairNames> names,
    long rowsOfX,
    boolean isByPlace,
    List<String> notes) {
  /** Returns the same rows, whose pairs are called by the numbers of their rows. */
  JoinedRows withoutNames() {
    return new JoinedRows(x, y, labels, Optional.empty(), rowsOfX, isByPlace, notes);
  }
}
