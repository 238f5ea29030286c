package dev.kstar.ingest.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Rows of equal length where they lie in a file; nothing is copied to the heap. The mapping lives
 * as long as this object, the channel need not. Not for files that change while they are read.
 */
public final class MappedCells {
  /** Bytes of one map at most: a map cannot be longer than 2 GiB. */
  public static final long MAP_BYTES = 1 << 30;

  private static final int LINE_BYTES = 64;

  /** Of a longer row the processor fetches the rest by itself. */
  private static final int MOST_LINES = 8;

  private final int rowBytes;
  private final int linesTouched;
  private final long rowsPerMap;
  private final ByteBuffer[] maps;
  private final FloatBuffer[] floats;

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
    this.floats = new FloatBuffer[maps.length];
    this.linesTouched = linesTouched(offset, rowBytes);
    for (int i = 0; i < maps.length; i++) {
      long first = i * rowsPerMap;
      long bytes = Math.min(rowsPerMap, rows - first) * rowBytes;
      maps[i] =
          channel
              .map(MapMode.READ_ONLY, offset + first * rowBytes, bytes)
              .order(ByteOrder.LITTLE_ENDIAN);
      floats[i] = maps[i].asFloatBuffer();
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

  /** Copies a row of float32 values, as many as fit. */
  public void copy(long row, float[] target) {
    floats[mapIndex(row)].get(start(row) / Float.BYTES, target);
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
