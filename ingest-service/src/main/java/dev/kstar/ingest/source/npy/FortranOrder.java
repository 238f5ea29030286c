package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.MappedCells;
import dev.kstar.ingest.source.file.Spool;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Makes rows of a matrix whose columns lie one behind the other in a file. */
final class FortranOrder {
  /** Values that are held while rows are made of them. */
  private static final int BLOCK_VALUES = 1 << 21;

  private final NpyHeader header;
  private final NpyType type;
  private final int width;
  private final MappedCells cells;

  private FortranOrder(NpyHeader header, FileChannel channel, long offset) throws IOException {
    this.header = header;
    this.type = header.valueType();
    this.width = (int) header.width();
    this.cells = new MappedCells(channel, offset, header.rows() * width, type.size());
  }

  /**
   * Copies the matrix into a temporary file of rows.
   *
   * @param offset bytes of the channel before the first value
   */
  static Features rows(NpyHeader header, FileChannel channel, long offset) throws IOException {
    try (Spool spool = Spool.of(header.file(), (int) header.width())) {
      new FortranOrder(header, channel, offset).copy(spool);
      return spool.features();
    }
  }

  private void copy(Spool spool) throws IOException {
    int blockRows = (int) Math.min(header.rows(), Math.max(1, BLOCK_VALUES / width));
    float[][] block = new float[blockRows][width];
    for (long first = 0; first < header.rows(); first += blockRows) {
      int count = (int) Math.min(blockRows, header.rows() - first);
      for (int column = 0; column < width; column++) {
        for (int i = 0; i < count; i++) {
          long cell = column * header.rows() + first + i;
          block[i][column] = type.number(cells.map(cell), cells.start(cell));
        }
      }
      for (int i = 0; i < count; i++) {
        add(spool, block[i], first + i);
      }
    }
  }

  private void add(Spool spool, float[] row, long index) throws IOException {
    for (int column = 0; column < width; column++) {
      if (!Float.isFinite(row[column])) {
        long cell = column * header.rows() + index;
        Number value = type.exact(cells.map(cell), cells.start(cell));
        spool.reject(NpyFeatures.nonFinite(header.file(), index, column, value));
        return;
      }
    }
    spool.add(row);
  }
}
