package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.Optional;

/** One class label a row. */
public interface Labels {
  long rows();

  /**
   * Copies one label to {@code target[at]}.
   *
   * @return why the label cannot be used, with its coordinates; empty when it was copied
   */
  Optional<RejectedRow> read(long row, int[] target, int at);
}
