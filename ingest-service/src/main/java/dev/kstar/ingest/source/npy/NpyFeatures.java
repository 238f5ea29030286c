package dev.kstar.ingest.source.npy;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.v1.RejectionKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A matrix of float32 or float64 values; float64 is rounded to float32. */
public final class NpyFeatures implements Features {
  static final Map<String, Integer> SIZES = Map.of("<f4", 4, "<f8", 8);
  static final String WHAT = "a 2-D array of <f4 or <f8 values in C order";

  private final MappedRows rows;
  private final boolean doubles;
  private final Float32Vector rounded;

  private NpyFeatures(MappedRows rows) {
    this.rows = rows;
    this.doubles = rows.type().equals("<f8");
    this.rounded = new Float32Vector(rows.width());
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
  public long read(long[] next, int count, byte[] target) {
    return doubles ? round(next, count, target) : rows.copy(next, count, target);
  }

  private long round(long[] next, int count, byte[] target) {
    rows.expect(next, count);
    long notFinite = 0;
    for (int i = 0; i < count; i++) {
      rounded.move(target, i * width() * Float.BYTES);
      notFinite |= round(rows.map(next[i]), rows.start(next[i])) ? 0 : 1L << i;
    }
    return notFinite;
  }

  private boolean round(ByteBuffer map, int start) {
    boolean finite = true;
    for (int i = 0; i < rounded.size(); i++) {
      float value = (float) map.getDouble(start + i * Double.BYTES);
      rounded.set(i, value);
      finite &= Float.isFinite(value);
    }
    return finite;
  }

  @Override
  public RejectedRow rejection(long row) {
    int column = 0;
    while (Float.isFinite(value(row, column).floatValue())) {
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

  /** As it stands in the file. */
  private Number value(long row, int column) {
    ByteBuffer map = rows.map(row);
    if (doubles) {
      return map.getDouble(rows.start(row) + column * Double.BYTES);
    }
    return map.getFloat(rows.start(row) + column * Float.BYTES);
  }
}
