package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some columns of a table, in their order. A row is unusable when it is so in the whole table. Used
 * by one thread.
 */
final class ColumnSubset implements Features {
  private final Features table;
  private final int[] kept;
  private final List<String> names;
  private final List<String> notes;
  private byte[] whole = {};

  /**
   * @param kept columns of the table in ascending order, counted from 0; at least one
   * @param further notes beside those of the table
   */
  ColumnSubset(Features table, int[] kept, List<String> further) {
    this.table = table;
    this.kept = kept.clone();
    this.names = new ArrayList<>();
    for (int column : table.names().isEmpty() ? new int[0] : kept) {
      names.add(table.names().get(column));
    }
    this.notes = new ArrayList<>(table.notes());
    notes.addAll(further);
  }

  @Override
  public long rows() {
    return table.rows();
  }

  @Override
  public int width() {
    return kept.length;
  }

  @Override
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public boolean isChosen() {
    return table.isChosen();
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public long read(long[] rows, int count, byte[] target) {
    int rowBytes = table.width() * Float.BYTES;
    if (whole.length < count * rowBytes) {
      whole = new byte[count * rowBytes];
    }
    long unusable = table.read(rows, count, whole);
    for (int i = 0; i < count; i++) {
      copy(i * rowBytes, target, i * kept.length * Float.BYTES);
    }
    return unusable;
  }

  /** Copies neighbouring columns at once. */
  private void copy(int from, byte[] target, int to) {
    for (int first = 0; first < kept.length; ) {
      int next = first + 1;
      while (next < kept.length && kept[next] == kept[next - 1] + 1) {
        next++;
      }
      System.arraycopy(
          whole,
          from + kept[first] * Float.BYTES,
          target,
          to + first * Float.BYTES,
          (next - first) * Float.BYTES);
      first = next;
    }
  }

  @Override
  public RejectedRow rejection(long row) {
    return table.rejection(row);
  }

  @Override
  public Optional<RowNames> rowNames() {
    return table.rowNames();
  }

  @Override
  public long sourceRow(long row) {
    return table.sourceRow(row);
  }
}
