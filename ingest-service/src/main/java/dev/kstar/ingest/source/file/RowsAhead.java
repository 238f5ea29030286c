package dev.kstar.ingest.source.file;

import java.util.List;

/**
 * The rows of one pass in their shuffled order, looked up a few at a time: the memory of rows that
 * are far apart is then fetched side by side instead of one after the other, which is what reading
 * in a shuffled order takes most of its time for. Used by one thread.
 */
final class RowsAhead {
  /** Rows that are looked up at once. */
  static final int MOST = 64;

  private final RowOrder order;
  private final long rows;
  private final List<Features> features;
  private final long[] ahead = new long[MOST];
  private long first;
  private int size;

  /**
   * @param order of at least {@link #MOST} rows at once
   * @param rows of a pass
   * @param features that are read at the rows given
   */
  RowsAhead(RowOrder order, long rows, List<Features> features) {
    this.order = order;
    this.rows = rows;
    this.features = features;
  }

  /** The row that comes at {@code position}, both in [0, rows). */
  long row(long position) {
    if (position < first || position >= first + size) {
      fill(position);
    }
    return ahead[(int) (position - first)];
  }

  private void fill(long position) {
    first = position;
    size = (int) Math.min(MOST, rows - position);
    order.rows(position, ahead, size);
    features.forEach(each -> each.expect(ahead, size));
  }
}
