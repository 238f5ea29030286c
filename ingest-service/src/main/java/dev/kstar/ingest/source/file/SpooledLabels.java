package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Map;
import java.util.Optional;

/** The labels of a {@link Spool}. */
record SpooledLabels(MappedCells cells, long rows, Map<Long, RejectedRow> rejected)
    implements Labels {
  @Override
  public Optional<RejectedRow> read(long row, int[] target, int at) {
    target[at] = cells.map(row).getInt(cells.start(row));
    return Optional.ofNullable(rejected.get(row));
  }
}
