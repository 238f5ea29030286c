package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values of a table whose columns have names.
 *
 * @param values of all columns
 * @param names of the columns; empty when they have none
 * @param isChosen whether the user named the columns
 * @param notes what the reader guessed or left out
 */
public record TableFeatures(
    Features values, List<String> names, boolean isChosen, List<String> notes) implements Features {
  public TableFeatures {
    names = List.copyOf(names);
    List<String> all = new ArrayList<>(values.notes());
    all.addAll(notes);
    notes = List.copyOf(all);
  }

  @Override
  public long rows() {
    return values.rows();
  }

  @Override
  public int width() {
    return values.width();
  }

  @Override
  public long read(long[] rows, int count, byte[] target) {
    return values.read(rows, count, target);
  }

  @Override
  public RejectedRow rejection(long row) {
    return values.rejection(row);
  }

  @Override
  public Optional<RowNames> rowNames() {
    return values.rowNames();
  }

  @Override
  public long sourceRow(long row) {
    return values.sourceRow(row);
  }
}
