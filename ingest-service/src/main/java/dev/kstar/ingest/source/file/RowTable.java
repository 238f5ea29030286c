package dev.kstar.ingest.source.file;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of several files that make each pair: a column for each file, in which the n-th entry is
 * the row that the n-th pair takes from it. A column of all rows in their order takes no memory.
 */
final class RowTable {
  /** Stands for a file that has no row for a pair. */
  static final int NONE = -1;

  private final List<int[]> columns = new ArrayList<>();
  private int pairs;

  RowTable(long pairs) {
    this.pairs = (int) Math.min(pairs, Integer.MAX_VALUE);
  }

  /**
   * Adds the column of one more file.
   *
   * @param rows null for all rows in their order; pairs that have {@link #NONE} are left out
   */
  void add(int[] rows) {
    columns.add(rows);
    if (rows != null && IntStream.of(rows).anyMatch(row -> row == NONE)) {
      leaveOut(rows.clone());
    }
  }

  private void leaveOut(int[] rows) {
    int kept = (int) IntStream.of(rows).filter(row -> row != NONE).count();
    for (int i = 0; i < columns.size(); i++) {
      int[] from = columns.get(i);
      int[] to = new int[kept];
      int at = 0;
      for (int pair = 0; pair < pairs; pair++) {
        if (rows[pair] != NONE) {
          to[at++] = from == null ? pair : from[pair];
        }
      }
      columns.set(i, to);
    }
    pairs = kept;
  }

  /** Tells whether every column has all rows in their order. */
  boolean isByPlace() {
    return columns.stream().allMatch(column -> column == null);
  }

  /** Returns the number of columns. */
  int columns() {
    return columns.size();
  }

  /** Returns the number of pairs. */
  int pairs() {
    return pairs;
  }

  /** Returns the column of the i-th file; null for all rows in their order. */
  int[] column(int i) {
    return columns.get(i);
  }

  /** Returns the row that a pair takes from the i-th file. */
  int row(int i, int pair) {
    int[] rows = columns.get(i);
    return rows == null ? pair : rows[pair];
  }
}
