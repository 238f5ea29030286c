package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A vector of labels, or a matrix of one column: integers of any width, booleans, or floating-point
 * numbers without a fraction. Each must fit int32.
 */
public final class NpyLabels implements Labels {
  private final MappedRows rows;

  private NpyLabels(MappedRows rows) {
    this.rows = rows;
  }

  /**
   * Maps a file.
   *
   * @throws dev.kstar.service.StartFailure when the file holds anything else
   */
  public static Labels open(Path file) {
    return MappedRows.open(file, NpyHeader::requireLabels, NpyLabels::of);
  }

  /** The labels in a file or behind a header that has been checked. */
  static Labels of(NpyHeader header, FileChannel channel, long offset) throws IOException {
    return new NpyLabels(MappedRows.map(header, channel, offset));
  }

  @Override
  public long rows() {
    return rows.rows();
  }

  @Override
  public Optional<RejectedRow> read(long row, int[] target, int at) {
    long label = rows.type().label(rows.map(row), rows.start(row));
    if (label == NpyType.NO_LABEL) {
      Number value = rows.type().exact(rows.map(row), rows.start(row));
      return Optional.of(
          new RejectedRow(
              RejectionKind.REJECTION_KIND_MALFORMED,
              rows.file(),
              row,
              RejectedRow.WHOLE_ROW,
              "%s row %d must be an int32 label but was %s".formatted(rows.file(), row, value)));
    }
    target[at] = (int) label;
    return Optional.empty();
  }
}
