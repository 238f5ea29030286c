package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Map;

/** The values of a {@link Spool}; all of a row that was not rejected are finite. */
record SpooledFeatures(MappedCells cells, long rows, int width, Map<Long, RejectedRow> rejected)
    implements Features {
  @Override
  public long read(long[] next, int count, byte[] target) {
    cells.copy(next, count, target);
    long unusable = 0;
    for (int i = 0; i < count && !rejected.isEmpty(); i++) {
      unusable |= rejected.containsKey(next[i]) ? 1L << i : 0;
    }
    return unusable;
  }

  @Override
  public RejectedRow rejection(long row) {
    return rejected.get(row);
  }
}
