package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Map;
import java.util.Optional;

/** The values of a {@link Spool}; all of a row that was not rejected are finite. */
record SpooledFeatures(MappedCells cells, long rows, int width, Map<Long, RejectedRow> rejected)
    implements Features {
  @Override
  public void expect(long[] next, int count) {
    cells.expect(next, count);
  }

  @Override
  public Optional<RejectedRow> read(long row, float[] target) {
    if (!rejected.isEmpty() && rejected.containsKey(row)) {
      return Optional.of(rejected.get(row));
    }
    cells.copy(row, target);
    return Optional.empty();
  }
}
