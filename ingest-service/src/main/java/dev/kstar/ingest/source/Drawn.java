package dev.kstar.ingest.source;

import dev.kstar.contract.Float32Vector;
import dev.kstar.contract.PairEncoder;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;
import java.util.Map;

/** What a source gave. */
public sealed interface Drawn
    permits Drawn.Pair, Encoded, Drawn.RejectedRow, Drawn.None, Drawn.End {
  /** The epoch of a pair that comes from no source that could be gone through again. */
  long NO_EPOCH = PairEncoder.NO_EPOCH;

  /**
   * A pair of samples that belong together, all values finite.
   *
   * <p>The id and the vectors are the source's, which may overwrite them with the next pair.
   *
   * @param id in UTF-8, unique within the stream, the same in every epoch
   * @param x dx values
   * @param y dy values
   * @param labels class label by label name
   * @param epoch full passes made before this one; {@link #NO_EPOCH} when it was pushed
   * @param eventTimeMs when it came to be; 0: as it is written
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Pair(
      byte[] id,
      Float32Vector x,
      Float32Vector y,
      Map<String, Integer> labels,
      long epoch,
      long eventTimeMs)
      implements Drawn {}

  /**
   * A row of a file that cannot be a pair. Given once, in the first epoch only.
   *
   * @param file that holds the row
   * @param row counted from 0
   * @param column counted from 0; {@link #WHOLE_ROW} when the row as a whole is at fault
   * @param reason file, line or row, column, what was expected and what stood there
   */
  record RejectedRow(RejectionKind kind, Path file, long row, int column, String reason)
      implements Drawn {
    /** The column of a row that is at fault as a whole. */
    public static final int WHOLE_ROW = -1;
  }

  /** There is no pair now, after a short wait; there may be one later. */
  record None() implements Drawn {}

  /** There are no more pairs. */
  record End() implements Drawn {}
}
