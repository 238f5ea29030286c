package dev.kstar.ingest.source.file;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Optional;

/**
 * The rows of one pass in their shuffled order, read some at a time: the memory of rows that are
 * far apart is then fetched side by side instead of one after the other, which is what reading in a
 * shuffled order takes most of its time for. Used by one thread.
 */
final class RowsAhead {
  /** Of a modality's rows that are held: what a processor keeps near. */
  private static final int HELD_BYTES = 1 << 16;

  private final Features xs;
  private final Features ys;
  private final RowOrder order;
  private final long[] ahead;
  private final byte[] xBytes;
  private final byte[] yBytes;
  private final Float32Vector x;
  private final Float32Vector y;

  /** Bit i is set when the i-th row ahead cannot be used. */
  private long xRejected;

  private long yRejected;

  private long first;
  private int size;
  private int at;

  /** One pass; both modalities have as many rows. */
  RowsAhead(Features xs, Features ys, long seed, long epoch) {
    int most = most(Math.max(xs.width(), ys.width()));
    this.xs = xs;
    this.ys = ys;
    this.order = new RowOrder(xs.rows(), seed, epoch, most);
    this.ahead = new long[most];
    this.xBytes = new byte[most * xs.width() * Float.BYTES];
    this.yBytes = new byte[most * ys.width() * Float.BYTES];
    this.x = new Float32Vector(xs.width());
    this.y = new Float32Vector(ys.width());
  }

  private static int most(int width) {
    return Math.max(1, Math.min(Features.MOST_ROWS, HELD_BYTES / (width * Float.BYTES)));
  }

  /**
   * Goes to the row that comes at {@code position}.
   *
   * @param position in [0, rows)
   */
  void go(long position) {
    if (position < first || position >= first + size) {
      fill(position);
    }
    at = (int) (position - first);
    x.move(xBytes, at * x.size() * Float.BYTES);
    y.move(yBytes, at * y.size() * Float.BYTES);
  }

  private void fill(long position) {
    size = 0;
    first = position;
    int count = (int) Math.min(ahead.length, xs.rows() - position);
    order.rows(position, ahead, count);
    xRejected = xs.read(ahead, count, xBytes);
    yRejected = ys.read(ahead, count, yBytes);
    size = count;
  }

  /** The row's index in the files. */
  long row() {
    return ahead[at];
  }

  /** Why the row cannot be used; for x first. */
  Optional<RejectedRow> rejection() {
    if (((xRejected | yRejected) >>> at & 1) == 0) {
      return Optional.empty();
    }
    return Optional.of(((xRejected >>> at & 1) == 0 ? ys : xs).rejection(row()));
  }

  /** The row's values of x, until the next {@link #go}. */
  Float32Vector x() {
    return x;
  }

  /** The row's values of y, until the next {@link #go}. */
  Float32Vector y() {
    return y;
  }
}
