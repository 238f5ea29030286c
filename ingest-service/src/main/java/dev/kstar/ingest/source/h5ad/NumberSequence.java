package dev.kstar.ingest.source.h5ad;

import java.nio.ByteBuffer;

/** The numbers of a vector one after the other; a block of them is held. Used by one thread. */
final class NumberSequence {
  private final NumberDataset numbers;
  private final int blockRows;
  private ByteBuffer block;
  private int first;
  private int end;

  /**
   * @param numbers a vector, or a matrix of one column
   * @param values that are held at least
   */
  NumberSequence(NumberDataset numbers, int values) {
    this.numbers = numbers;
    this.blockRows = numbers.blockRows(values);
  }

  NumberDataset numbers() {
    return numbers;
  }

  /** Returns the number of a row. */
  double value(int row) {
    return numbers.type().value(block(row), (row - first) * numbers.type().bytes());
  }

  /** Returns the whole number of a row, as {@link NumberType#bits} does. */
  long bits(int row) {
    return numbers.type().bits(block(row), (row - first) * numbers.type().bytes());
  }

  private ByteBuffer block(int row) {
    if (row < first || row >= end) {
      first = row / blockRows * blockRows;
      end = (int) Math.min((long) first + blockRows, numbers.rows());
      block = numbers.read(first, end - first);
    }
    return block;
  }
}
