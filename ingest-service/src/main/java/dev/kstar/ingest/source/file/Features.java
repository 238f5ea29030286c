package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.List;
import java.util.Optional;

/** The values of one modality, one row a sample. */
public interface Features {
  /** Rows that are read at once, at most: a bit of a long for each. */
  int MOST_ROWS = Long.SIZE;

  long rows();

  /** Values in a row. */
  int width();

  /**
   * Copies some rows, which lie anywhere: their memory is fetched side by side, not one row after
   * the other.
   *
   * @param rows the first {@code count} are meant, at most {@link #MOST_ROWS}; not kept
   * @param target takes {@link #width} values of each, little-endian float32, without gaps; of no
   *     use for a row that is rejected
   * @return bit i is set when the i-th of them cannot be used; {@link #rejection} says why
   */
  long read(long[] rows, int count, byte[] target);

  /** Returns the place of a row in its file, counted from 0. */
  default long sourceRow(long row) {
    return row;
  }

  /** Why a row cannot be used that {@link #read} found so, with its coordinates. */
  RejectedRow rejection(long row);

  /** Names of the columns, {@link #width} of them; empty when the format has none. */
  default List<String> names() {
    return List.of();
  }

  /** Whether the user named each column that is meant, so that none of them may be left out. */
  default boolean isChosen() {
    return false;
  }

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
