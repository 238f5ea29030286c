package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.file.MappedCells;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The rows of a .npy array where they lie in the file; nothing is copied to the heap. The mapping
 * lives as long as this object. Not for files that change while they are read.
 */
final class MappedRows {
  private final NpyHeader header;
  private final NpyType type;
  private final int width;
  private final MappedCells cells;

  private MappedRows(NpyHeader header, MappedCells cells) {
    this.header = header;
    this.type = header.valueType();
    this.width = (int) header.width();
    this.cells = cells;
  }

  /** What is made of an array. */
  interface Use<T> {
    T with(NpyHeader header, FileChannel channel, long offset) throws IOException;
  }

  /**
   * Opens a .npy file.
   *
   * @param require checks that the header is of the array that is wanted
   * @throws StartFailure when the file holds anything else
   */
  static <T> T open(Path file, Consumer<NpyHeader> require, Use<T> use) {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header =
          NpyHeader.read(file, new BufferedInputStream(Channels.newInputStream(channel)));
      require.accept(header);
      header.requireBytes(channel.size() - header.dataOffset());
      return use.with(header, channel, header.dataOffset());
    } catch (IOException e) {
      throw UnreadableFile.failure(file, "npy", e);
    }
  }

  /**
   * Maps the rows of an array in C order.
   *
   * @param offset bytes of the channel before the first value
   */
  static MappedRows map(NpyHeader header, FileChannel channel, long offset) throws IOException {
    int rowBytes = (int) header.width() * header.valueType().size();
    return new MappedRows(header, new MappedCells(channel, offset, header.rows(), rowBytes));
  }

  Path file() {
    return header.file();
  }

  NpyType type() {
    return type;
  }

  long rows() {
    return header.rows();
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
