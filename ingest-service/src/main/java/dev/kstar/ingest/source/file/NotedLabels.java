package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labels with what was guessed or left out when they were read.
 *
 * @param notes beside those of the labels
 */
public record NotedLabels(Labels labels, List<String> notes) implements Labels {
  public NotedLabels {
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

  @Override
  public Optional<RowNames> rowNames() {
    return labels.rowNames();
  }
}
