package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Optional;

/** The values of one modality, one row a sample. */
public interface Features {
  long rows();

  /** Values in a row. */
  int width();

  /**
   * Some of the next rows, which may be brought near together so that {@link #read} does not wait
   * for each of them. Rows that are not there are found by {@link #read}.
   *
   * @param rows the first {@code count} are meant; not kept
   */
  default void expect(long[] rows, int count) {}

  /**
   * Copies one row.
   *
   * @param target {@link #width} values; of no use after a rejection
   * @return why the row cannot be used, with its coordinates; empty when it was copied
   */
  Optional<RejectedRow> read(long row, float[] target);
}
