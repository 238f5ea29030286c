package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.file.MappedCells;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * The rows of a .npy array where they lie in the file; nothing is copied to the heap. The mapping
 * lives as long as this object. Not for files that change while they are read.
 */
final class MappedRows {
  private final NpyHeader header;
  private final int width;
  private final MappedCells cells;

  private MappedRows(NpyHeader header, int width, int rowBytes, FileChannel channel)
      throws IOException {
    this.header = header;
    this.width = width;
    this.cells = new MappedCells(channel, header.dataOffset(), rows(), rowBytes);
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
      NpyHeader header = NpyHeader.read(file, buffered(channel));
      header.require(axes, sizes, what);
      return map(header, axes == 1 ? 1 : header.shape().get(1), sizes, channel);
    } catch (IOException e) {
      throw UnreadableFile.failure(file, "npy", e);
    }
  }

  private static InputStream buffered(FileChannel channel) {
    return new BufferedInputStream(Channels.newInputStream(channel));
  }

  private static MappedRows map(
      NpyHeader header, long width, Map<String, Integer> sizes, FileChannel channel)
      throws IOException {
    long rows = header.shape().get(0);
    int size = sizes.get(header.type());
    long held = channel.size() - header.dataOffset();
    // width first, as rows times width could overflow
    if (width > MappedCells.MAP_BYTES / size
        || rows != held / (width * size)
        || held % (width * size) != 0) {
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

  /** As {@link MappedCells#expect}. */
  void expect(long[] next, int count) {
    cells.expect(next, count);
  }

  /** As {@link MappedCells#copy}. */
  long copy(long[] next, int count, byte[] target) {
    return cells.copy(next, count, target);
  }

  /** The map that holds a row; the row starts at {@link #start}. */
  ByteBuffer map(long row) {
    return cells.map(row);
  }

  /** The byte in its map at which a row starts. */
  int start(long row) {
    return cells.start(row);
  }
}
