package dev.kstar.ingest.source.h5ad;

import java.util.Arrays;

/** A csr_matrix: entries in the same place are added, as scipy adds them; all others are 0. */
final class SparseRows implements Rows {
  private final SparseEntries entries;
  private final int width;
  private int row;

  SparseRows(SparseEntries entries, int width) {
    this.entries = entries;
    this.width = width;
  }

  @Override
  public long rows() {
    return entries.lines();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int next(double[] target) {
    Arrays.fill(target, 0);
    entries.read(row++, (column, value) -> target[column] += value);
    return NONE_MISSING;
  }
}
