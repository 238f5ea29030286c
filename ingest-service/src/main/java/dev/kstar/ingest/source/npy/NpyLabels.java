package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.v1.RejectionKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A vector of int32, int64 or uint8 labels; each must fit int32. */
public final class NpyLabels implements Labels {
  static final Map<String, Integer> SIZES = Map.of("<i4", 4, "<i8", 8, "|u1", 1);
  static final String WHAT = "a 1-D array of <i4, <i8 or |u1 labels";

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
    return new NpyLabels(MappedRows.open(file, 1, SIZES, WHAT));
  }

  @Override
  public long rows() {
    return rows.rows();
  }

  @Override
  public Optional<RejectedRow> read(long row, int[] target, int at) {
    long label = label(rows.type(), rows.map(row), rows.start(row));
    if (label != (int) label) {
      return Optional.of(tooLarge(rows.file(), row, label));
    }
    target[at] = (int) label;
    return Optional.empty();
  }

  static RejectedRow tooLarge(Path file, long row, long label) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_MALFORMED,
        file,
        row,
        RejectedRow.WHOLE_ROW,
        "%s row %d must be an int32 label but was %d".formatted(file, row, label));
  }

  static long label(String type, ByteBuffer bytes, int start) {
    return switch (type) {
      case "<i8" -> bytes.getLong(start);
      case "<i4" -> bytes.getInt(start);
      default -> bytes.get(start) & 0xff;
    };
  }
}
