package dev.kstar.ingest.source.file;

import java.io.IOException;
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

  private final int rowBytes;
  private final long rowsPerMap;
  private final ByteBuffer[] maps;

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
    for (int i = 0; i < maps.length; i++) {
      long first = i * rowsPerMap;
      long bytes = Math.min(rowsPerMap, rows - first) * rowBytes;
      maps[i] =
          channel
              .map(MapMode.READ_ONLY, offset + first * rowBytes, bytes)
              .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** The map that holds a row, little-endian; the row starts at {@link #start}. */
  public ByteBuffer map(long row) {
    return maps[(int) (row / rowsPerMap)];
  }

  /** The byte in its map at which a row starts. */
  public int start(long row) {
    return (int) (row % rowsPerMap) * rowBytes;
  }
}
