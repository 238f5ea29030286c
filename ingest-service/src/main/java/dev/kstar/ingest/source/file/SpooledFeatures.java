package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** The values of a {@link Spool}; all of a row that was not rejected are finite. */
record SpooledFeatures(MappedCells cells, long rows, int width, Map<Long, RejectedRow> rejected)
    implements Features {
  @Override
  public Optional<RejectedRow> read(long row, float[] target) {
    if (!rejected.isEmpty() && rejected.containsKey(row)) {
      return Optional.of(rejected.get(row));
    }
    ByteBuffer map = cells.map(row);
    int start = cells.start(row);
    for (int i = 0; i < target.length; i++) {
      target[i] = map.getFloat(start + i * Float.BYTES);
    }
    return Optional.empty();
  }
}
