package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.v1.RejectionKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A table in memory, given column by column; a row with NaN is unusable. */
final class ArrayFeatures implements Features {
  private final int rows;
  private final IntToDoubleFunction[] columns;
  private final List<String> names;
  private final boolean isChosen;

  private ArrayFeatures(
      int rows, List<String> names, boolean isChosen, IntToDoubleFunction... columns) {
    this.rows = rows;
    this.columns = columns.clone();
    this.names = List.copyOf(names);
    this.isChosen = isChosen;
  }

  /** An array, whose columns have no names. */
  static Features array(int rows, IntToDoubleFunction... columns) {
    return new ArrayFeatures(rows, List.of(), false, columns);
  }

  /** A table whose columns have names. */
  static Features table(int rows, List<String> names, IntToDoubleFunction... columns) {
    return new ArrayFeatures(rows, names, false, columns);
  }

  /** A table whose columns the user chose. */
  static Features chosen(int rows, List<String> names, IntToDoubleFunction... columns) {
    return new ArrayFeatures(rows, names, true, columns);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int width() {
    return columns.length;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean isChosen() {
    return isChosen;
  }

  @Override
  public long read(long[] next, int count, byte[] target) {
    ByteBuffer to = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    long unusable = 0;
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < columns.length; column++) {
        float value = (float) columns[column].applyAsDouble((int) next[i]);
        unusable |= Float.isNaN(value) ? 1L << i : 0;
        to.putFloat((i * columns.length + column) * Float.BYTES, value);
      }
    }
    return unusable;
  }

  @Override
  public RejectedRow rejection(long row) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_NON_FINITE, Path.of("array"), row, 0, "row " + row);
  }
}
