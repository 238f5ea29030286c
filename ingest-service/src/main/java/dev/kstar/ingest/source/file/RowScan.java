package dev.kstar.ingest.source.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Reads rows of a table in blocks whose size is bounded. Used by one thread. */
final class RowScan {
  private static final int MAX_BLOCK_BYTES = 1 << 22;

  private final Features table;
  private final byte[] bytes;
  private final FloatBuffer values;
  private long unusable;

  RowScan(Features table, int block) {
    this.table = table;
    this.bytes = new byte[block * table.width() * Float.BYTES];
    this.values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** Rows that fit a block of tables of that width in all, at least 1. */
  static int block(int width) {
    return Math.max(1, Math.min(Features.MOST_ROWS, MAX_BLOCK_BYTES / (width * Float.BYTES)));
  }

  /** Reads the first {@code count} of the rows, which replace those that were read before. */
  void read(long[] rows, int count) {
    unusable = table.read(rows, count, bytes);
  }

  /** Whether the i-th row that was read holds values. */
  boolean isUsable(int i) {
    return (unusable >>> i & 1) == 0;
  }

  /** A value of the i-th row that was read. */
  float value(int i, int column) {
    return values.get(i * table.width() + column);
  }

  /** Whether the i-th row that was read is the same in another table of that width. */
  boolean isSameRow(RowScan other, int i) {
    int from = i * table.width() * Float.BYTES;
    int to = from + table.width() * Float.BYTES;
    return Arrays.equals(bytes, from, to, other.bytes, from, to);
  }
}
