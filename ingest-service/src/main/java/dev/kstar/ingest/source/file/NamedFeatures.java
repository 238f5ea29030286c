package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Features with the names that their file gives columns and rows, and with notes of their reader.
 *
 * @param names of the columns; empty when they have none
 * @param rowNames of the rows; empty when they have none
 */
public record NamedFeatures(
    Features features, List<String> names, Optional<RowNames> rowNames, List<String> notes)
    implements Features {
  public NamedFeatures {
    List<String> all = new ArrayList<>(features.notes());
    all.addAll(notes);
    notes = List.copyOf(all);
  }

  @Override
  public long rows() {
    return features.rows();
  }

  @Override
  public int width() {
    return features.width();
  }

  @Override
  public long read(long[] next, int count, byte[] target) {
    return features.read(next, count, target);
  }

  @Override
  public boolean isChosen() {
    return features.isChosen();
  }

  @Override
  public RejectedRow rejection(long row) {
    return features.rejection(row);
  }

  @Override
  public long sourceRow(long row) {
    return features.sourceRow(row);
  }
}
