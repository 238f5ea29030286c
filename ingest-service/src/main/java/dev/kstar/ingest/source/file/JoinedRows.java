package dev.kstar.ingest.source.file;

import java.nio.charset.StandardCharsets;
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
public record JoinedRows(
    Features x,
    Features y,
    SortedMap<String, Labels> labels,
    Optional<PairNames> names,
    long rowsOfX,
    boolean isByPlace,
    List<String> notes) {
  /** Returns the same rows with other columns. */
  JoinedRows withFeatures(ColumnReview.Modalities columns) {
    return new JoinedRows(columns.x(), columns.y(), labels, names, rowsOfX, isByPlace, notes);
  }

  /** Returns the id of the pair of the n-th rows, in UTF-8. */
  public byte[] id(long pair) {
    return names.isPresent()
        ? names.get().id(pair)
        : (FilePairs.ROW + pair).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the same rows, whose pairs are called by the numbers of their rows. */
  JoinedRows withoutNames() {
    return new JoinedRows(x, y, labels, Optional.empty(), rowsOfX, isByPlace, notes);
  }
}
