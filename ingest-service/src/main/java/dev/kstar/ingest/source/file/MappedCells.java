package dev.kstar.ingest.source.file;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Rows of equal length where they lie in a file; nothing is copied to the heap. The mapping lives
 * as long as this object, the channel need not. Not for files that change while they are read.
 */
public final class MappedCells {
  /** Bytes of one map at most: a map cannot be longer than 2 GiB. */
  public static final long MAP_BYTES = 1 << 30;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The exponents of two float32 values side by side, and their lowest bits. */
  private static final long EXPONENTS = 0x7f80_0000_7f80_0000L;

  private static final long LOWEST_EXPONENTS = 0x0080_0000_0080_0000L;

  private static final int LINE_BYTES = 64;

  /** Of a longer row the processor fetches the rest by itself. */
  private static final int MOST_LINES = 8;

  private final int rowBytes;
  private final int linesTouched;
  private final long rowsPerMap;
  private final ByteBuffer[] maps;

  /** Written so that no reading of {@link #expect} is left out as being without use. */
  private int touched;

  /**
   * Maps a file.
   *
   * @param offset bytes before the first row
   * @param rowBytes in [1, {@link #MAP_BYTES}]
   */
  public MappedCells(FileChannel channel, long offset, long rows, int rowBytes) throws IOException {
    this.rowBytes = rowBytes;
    this.rowsPerMap = Math.max(1, MAP_BYTES / rowBytes);
    this.maps = new ByteBuffer[Math.toIntExact((rows + rowsPerMap - 1) / rowsPerMap)];
    this.linesTouched = linesTouched(offset, rowBytes);
    for (int i = 0; i < maps.length; i++) {
      long first = i * rowsPerMap;
      long bytes = Math.min(rowsPerMap, rows - first) * rowBytes;
      maps[i] =
          channel
              .map(MapMode.READ_ONLY, offset + first * rowBytes, bytes)
              .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Lines of memory in which a row lies, at most: the file's pages begin with a line. */
  private static int linesTouched(long offset, int rowBytes) {
    int step = Integer.lowestOneBit((int) (offset | rowBytes | LINE_BYTES)); // between two starts
    return Math.min((2 * LINE_BYTES - step + rowBytes - 1) / LINE_BYTES, MOST_LINES);
  }

  /**
   * Reads a byte of each line of memory of each row, without waiting for one before the next, so
   * that the processor has them near when they are wanted.
   *
   * @param rows the first {@code count} are meant
   */
  public void expect(long[] rows, int count) {
    int read = 0;
    for (int line = 0; line < linesTouched; line++) {
      read += touch(rows, count, Math.min(line * LINE_BYTES, rowBytes - 1));
    }
    touched = read;
  }

  private int touch(long[] rows, int count, int at) {
    int read = 0;
    for (int i = 0; i < count; i++) {
      read += map(rows[i]).get(start(rows[i]) + at);
    }
    return read;
  }

  /**
   * Copies rows of float32 values, which it {@linkplain #expect expects} first.
   *
   * @param rows the first {@code count} are meant, at most {@link Features#MOST_ROWS}
   * @param target takes them without gaps
   * @return bit i is set when a value of the i-th of them is not finite
   */
  public long copy(long[] rows, int count, byte[] target) {
    expect(rows, count);
    long notFinite = 0;
    for (int i = 0; i < count; i++) {
      notFinite |= copy(map(rows[i]), start(rows[i]), target, i * rowBytes) << i;
    }
    return notFinite;
  }

  /**
   * Two values at a time. An exponent of ones is infinity or NaN; adding one to it carries into the
   * sign.
   *
   * @return 1 when a value is not finite, else 0
   */
  private long copy(ByteBuffer map, int from, byte[] target, int to) {
    long beyondFinite = 0;
    int whole = rowBytes & -Long.BYTES;
    for (int k = 0; k < whole; k += Long.BYTES) {
      long values = map.getLong(from + k);
      beyondFinite |= (values & EXPONENTS) + LOWEST_EXPONENTS;
      LONG.set(target, to + k, values);
    }
    if (whole < rowBytes) {
      int value = map.getInt(from + whole);
      beyondFinite |= (Integer.toUnsignedLong(value) & EXPONENTS) + LOWEST_EXPONENTS;
      INT.set(target, to + whole, value);
    }
    return (beyondFinite | beyondFinite << Integer.SIZE) >>> (Long.SIZE - 1);
  }

  /** The map that holds a row, little-endian; the row starts at {@link #start}. */
  public ByteBuffer map(long row) {
    return maps[mapIndex(row)];
  }

  private int mapIndex(long row) {
    return maps.length == 1 ? 0 : (int) (row / rowsPerMap);
  }

  /** The byte in its map at which a row starts. */
  public int start(long row) {
    return (int) (maps.length == 1 ? row : row % rowsPerMap) * rowBytes;
  }
}
