package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Labels with the names of their rows and with notes of their reader. */
public record NamedLabels(Labels labels, Optional<RowNames> rowNames, List<String> notes)
    implements Labels {
  public NamedLabels {
    List<String> all = new ArrayList<>(labels.notes());
    all.addAll(notes);
    notes = List.copyOf(all);
  }

  @Override
  public long rows() {
    return labels.rows();
  }

  @Override
  public Optional<RejectedRow> read(long row, int[] target, int at) {
    return labels.read(row, target, at);
  }
}
