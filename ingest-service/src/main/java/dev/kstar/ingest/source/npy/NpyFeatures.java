package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.v1.RejectionKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A matrix of float32 or float64 values; float64 is rounded to float32. */
public final class NpyFeatures implements Features {
  static final Map<String, Integer> SIZES = Map.of("<f4", 4, "<f8", 8);
  static final String WHAT = "a 2-D array of <f4 or <f8 values in C order";

  private static final int EXPONENT = 0x7f800000;

  private final MappedRows rows;
  private final boolean doubles;

  private NpyFeatures(MappedRows rows) {
    this.rows = rows;
    this.doubles = rows.type().equals("<f8");
  }

  /**
   * Maps a file.
   *
   * @throws dev.kstar.service.StartFailure when the file holds anything else
   */
  public static Features open(Path file) {
    return new NpyFeatures(MappedRows.open(file, 2, SIZES, WHAT));
  }

  @Override
  public long rows() {
    return rows.rows();
  }

  @Override
  public int width() {
    return rows.width();
  }

  @Override
  public void expect(long[] next, int count) {
    rows.expect(next, count);
  }

  @Override
  public Optional<RejectedRow> read(long row, float[] target) {
    if (doubles) {
      round(row, target);
    } else {
      rows.copy(row, target);
    }
    return allFinite(target) ? Optional.empty() : Optional.of(rejected(row, target));
  }

  private void round(long row, float[] target) {
    ByteBuffer map = rows.map(row);
    int start = rows.start(row);
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) map.getDouble(start + i * Double.BYTES);
    }
  }

  /** Without a branch a value: NaN and infinities have every bit of the exponent set. */
  private static boolean allFinite(float[] values) {
    int largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Float.floatToRawIntBits(value) & EXPONENT);
    }
    return largest < EXPONENT;
  }

  private RejectedRow rejected(long row, float[] values) {
    int column = 0;
    while (Float.isFinite(values[column])) {
      column++;
    }
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_NON_FINITE,
        rows.file(),
        row,
        column,
        "%s row %d column %d must be a finite float32 value but was %s"
            .formatted(rows.file(), row, column, value(row, column)));
  }

  private Object value(long row, int column) {
    ByteBuffer map = rows.map(row);
    if (doubles) {
      return map.getDouble(rows.start(row) + column * Double.BYTES);
    }
    return map.getFloat(rows.start(row) + column * Float.BYTES);
  }
}
