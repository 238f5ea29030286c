package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Optional;

/** The values of one modality, one row a sample. */
public interface Features {
  long rows();

  /** Values in a row. */
  int width();

  /**
   * Copies one row.
   *
   * @param target {@link #width} values; of no use after a rejection
   * @return why the row cannot be used, with its coordinates; empty when it was copied
   */
  Optional<RejectedRow> read(long row, float[] target);
}
