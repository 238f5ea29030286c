package dev.kstar.ingest.source.npy;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Map;

/**
 * The rows of a .npy array where they lie in the file; nothing is copied to the heap. The mapping
 * lives as long as this object. Not for files that change while they are read.
 */
final class MappedRows {
  /** Rows of one map: a map cannot be longer than 2 GiB. */
  private static final long MAP_BYTES = 1 << 30;

  private final NpyHeader header;
  private final int width;
  private final int rowBytes;
  private final long rowsPerMap;
  private final ByteBuffer[] maps;

  private MappedRows(NpyHeader header, int width, int rowBytes, FileChannel channel)
      throws IOException {
    this.header = header;
    this.width = width;
    this.rowBytes = rowBytes;
    this.rowsPerMap = Math.max(1, MAP_BYTES / rowBytes);
    this.maps = new ByteBuffer[Math.toIntExact((rows() + rowsPerMap - 1) / rowsPerMap)];
    for (int i = 0; i < maps.length; i++) {
      long first = i * rowsPerMap;
      long bytes = Math.min(rowsPerMap, rows() - first) * rowBytes;
      maps[i] =
          channel
              .map(MapMode.READ_ONLY, header.dataOffset() + first * rowBytes, bytes)
              .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /**
   * Maps a file.
   *
   * @param axes expected number of axes, 1 or 2
   * @param sizes bytes of a value by the names of the value types that are understood
   * @param what the expected array, for messages
   * @throws StartFailure when the file holds anything else
   */
  static MappedRows open(Path file, int axes, Map<String, Integer> sizes, String what) {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(file, channel);
      if (header.shape().size() != axes
          || header.fortranOrder()
          || !sizes.containsKey(header.type())) {
        throw new StartFailure(
            "%s must hold %s but holds %s of shape %s in %s order"
                .formatted(
                    file,
                    what,
                    header.type(),
                    header.shape(),
                    header.fortranOrder() ? "Fortran" : "C"));
      }
      return map(header, axes == 1 ? 1 : header.shape().get(1), sizes, channel);
    } catch (IOException e) {
      throw new StartFailure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static MappedRows map(
      NpyHeader header, long width, Map<String, Integer> sizes, FileChannel channel)
      throws IOException {
    long rows = header.shape().get(0);
    int size = sizes.get(header.type());
    if (rows < 1 || width < 1) {
      throw new StartFailure(
          "%s must hold at least one row and one column but has shape %s"
              .formatted(header.file(), header.shape()));
    }
    long held = channel.size() - header.dataOffset();
    // width first, as rows times width could overflow
    if (width > MAP_BYTES / size || rows != held / (width * size) || held % (width * size) != 0) {
      throw new StartFailure(
          "%s must hold the values of shape %s (%s) but holds %d bytes of them"
              .formatted(header.file(), header.shape(), header.type(), held));
    }
    return new MappedRows(header, (int) width, (int) width * size, channel);
  }

  Path file() {
    return header.file();
  }

  String type() {
    return header.type();
  }

  long rows() {
    return header.shape().get(0);
  }

  int width() {
    return width;
  }

  /** The map that holds a row; the row starts at {@link #start}. */
  ByteBuffer map(long row) {
    return maps[(int) (row / rowsPerMap)];
  }

  /** The byte in its map at which a row starts. */
  int start(long row) {
    return (int) (row % rowsPerMap) * rowBytes;
  }
}
