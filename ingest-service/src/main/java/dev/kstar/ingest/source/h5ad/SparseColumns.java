package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import java.util.Arrays;

/**
 * A csc_matrix, which is stored column by column: all of it is read for each block of rows, so that
 * no more than the block is held.
 */
final class SparseColumns implements Rows {
  private static final int BLOCK_VALUES = 1 << 21;

  /** The matrix is read so often at most. */
  private static final int MAX_PASSES = 100;

  private final SparseEntries entries;
  private final int rows;
  private final int blockRows;
  private final double[] block;
  private int row;

  /**
   * Prepares the reading of all blocks.
   *
   * @throws StartFailure when the matrix has so many rows that it must be converted before
   */
  SparseColumns(String title, SparseEntries entries, int rows) {
    this.entries = entries;
    this.rows = rows;
    this.blockRows = Math.max(1, Math.min(rows, BLOCK_VALUES / Math.max(1, entries.lines())));
    this.block = new double[blockRows * entries.lines()];
    if (rows / blockRows > MAX_PASSES) {
      throw new StartFailure(
          "%s must be a csr_matrix since it is large, %d x %d, but is a csc_matrix (convert it with X.tocsr())"
              .formatted(title, rows, entries.lines()));
    }
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int width() {
    return entries.lines();
  }

  @Override
  public int next(double[] target) {
    int at = row % blockRows;
    if (at == 0) {
      readBlock(row);
    }
    System.arraycopy(block, at * target.length, target, 0, target.length);
    row++;
    return NONE_MISSING;
  }

  private void readBlock(int from) {
    Arrays.fill(block, 0);
    int width = entries.lines();
    for (int i = 0; i < width; i++) {
      int column = i;
      entries.read(
          column,
          (place, value) -> {
            if (place >= from && place < from + blockRows) {
              block[(place - from) * width + column] += value;
            }
          });
    }
  }
}
