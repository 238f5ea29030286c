package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.List;
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

  /**
   * Sentences about what the reader guessed or left out, each complete in itself; empty when the
   * file was taken as it stands.
   */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Returns the names that the file gives its rows, by which files are joined whose rows stand in
   * different orders; empty when it gives none.
   */
  default Optional<RowNames> rowNames() {
    return Optional.empty();
  }
}
