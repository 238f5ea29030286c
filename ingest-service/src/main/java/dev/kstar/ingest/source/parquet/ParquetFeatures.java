package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import java.util.List;

/**
 * The values of a Parquet file together with what was left out of it.
 *
 * @param values as they were read
 * @param notes sentences about columns that were left out and values that were rounded
 */
record ParquetFeatures(Features values, List<String> notes) implements Features {
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
}
