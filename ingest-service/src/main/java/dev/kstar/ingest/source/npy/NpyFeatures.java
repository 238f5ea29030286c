package dev.kstar.ingest.source.npy;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A matrix of numbers of any type of NumPy, read where it lies in the file. Float32 is copied;
 * every other type is converted to the nearest float32 while it is read.
 */
public final class NpyFeatures implements Features {
  private final MappedRows rows;
  private final NpyType type;
  private final Float32Vector converted;

  private NpyFeatures(MappedRows rows) {
    this.rows = rows;
    this.type = rows.type();
    this.converted = new Float32Vector(rows.width());
  }

  /**
   * Maps a file.
   *
   * @throws dev.kstar.service.StartFailure when the file holds anything else
   */
  public static Features open(Path file) {
    return MappedRows.open(file, NpyHeader::requireFeatures, NpyFeatures::of);
  }

  /**
   * The matrix in a file or behind a header that has been checked; one in Fortran order is copied
   * into a temporary file of rows.
   */
  static Features of(NpyHeader header, FileChannel channel, long offset) throws IOException {
    return header.fortranOrder() && header.width() > 1
        ? FortranOrder.rows(header, channel, offset)
        : new NpyFeatures(MappedRows.map(header, channel, offset));
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
    return type.isStreamed() ? rows.copy(next, count, target) : convert(next, count, target);
  }

  private long convert(long[] next, int count, byte[] target) {
    rows.expect(next, count);
    long notFinite = 0;
    for (int i = 0; i < count; i++) {
      converted.move(target, i * width() * Float.BYTES);
      ByteBuffer map = rows.map(next[i]);
      int start = rows.start(next[i]);
      boolean finite = type.isLittleDouble() ? round(map, start) : convert(map, start);
      notFinite |= finite ? 0 : 1L << i;
    }
    return notFinite;
  }

  private boolean round(ByteBuffer map, int start) {
    boolean finite = true;
    for (int i = 0; i < converted.size(); i++) {
      float value = (float) map.getDouble(start + i * Double.BYTES);
      converted.set(i, value);
      finite &= Float.isFinite(value);
    }
    return finite;
  }

  private boolean convert(ByteBuffer map, int start) {
    boolean finite = true;
    for (int i = 0; i < converted.size(); i++) {
      float value = type.number(map, start + i * type.size());
      converted.set(i, value);
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
    return nonFinite(rows.file(), row, column, value(row, column));
  }

  static RejectedRow nonFinite(Path file, long row, int column, Number value) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_NON_FINITE,
        file,
        row,
        column,
        "%s row %d column %d must be a finite float32 value but was %s"
            .formatted(file, row, column, value));
  }

  /** As it stands in the file. */
  private Number value(long row, int column) {
    return type.exact(rows.map(row), rows.start(row) + column * type.size());
  }
}
