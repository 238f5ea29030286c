package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels of a text file of one column, read once. */
public final class CsvLabels implements Labels {
  private final Path file;
  private final List<Integer> labels = new ArrayList<>();
  private final Map<Long, RejectedRow> rejected = new HashMap<>();

  private CsvLabels(Path file) {
    this.file = file;
  }

  /**
   * Reads the whole file.
   *
   * @throws dev.kstar.service.StartFailure when the file cannot be read or has no row
   */
  public static Labels read(Path file) {
    CsvLabels labels = new CsvLabels(file);
    CsvRows.forEach(file, labels::take);
    return labels;
  }

  private void take(String[] cells, long line) {
    Optional<Integer> label = cells.length == 1 ? whole(cells[0]) : Optional.empty();
    if (label.isEmpty()) {
      rejected.put(
          (long) labels.size(),
          new RejectedRow(
              RejectionKind.REJECTION_KIND_MALFORMED,
              file,
              labels.size(),
              RejectedRow.WHOLE_ROW,
              "%s line %d must hold one whole number (int32) but held \"%s\""
                  .formatted(file, line, String.join(",", cells))));
    }
    labels.add(label.orElse(0));
  }

  private static Optional<Integer> whole(String cell) {
    try {
      return Optional.of(Integer.valueOf(cell));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public long rows() {
    return labels.size();
  }

  @Override
  public Optional<RejectedRow> read(long row, int[] target, int at) {
    target[at] = labels.get((int) row);
    return Optional.ofNullable(rejected.get(row));
  }
}
