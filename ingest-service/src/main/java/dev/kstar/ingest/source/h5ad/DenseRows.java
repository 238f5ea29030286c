package dev.kstar.ingest.source.h5ad;

import java.nio.ByteBuffer;

/** A matrix whose values are all stored. */
final class DenseRows implements Rows {
  /** Values that are read at once, unless a chunk of the file holds more. */
  private static final int BLOCK_VALUES = 1 << 18;

  private final NumberDataset numbers;
  private final int blockRows;
  private ByteBuffer block;
  private int first;
  private int row;

  DenseRows(NumberDataset numbers) {
    this.numbers = numbers;
    this.blockRows = numbers.blockRows(BLOCK_VALUES);
  }

  @Override
  public long rows() {
    return numbers.rows();
  }

  @Override
  public int width() {
    return numbers.width();
  }

  @Override
  public int next(double[] target) {
    if (block == null || row == first + blockRows) {
      first = row;
      block = numbers.read(row, Math.min(blockRows, numbers.rows() - row));
    }
    int at = (row - first) * target.length;
    for (int i = 0; i < target.length; i++) {
      target[i] = numbers.type().value(block, (at + i) * numbers.type().bytes());
    }
    row++;
    return NONE_MISSING;
  }
}
