package dev.kstar.ingest.source.h5ad;

import io.jhdf.api.Dataset;
import java.util.List;

/** The columns of a data frame, each a vector of its own, all of the same length. */
record FrameRows(String name, List<Dataset> columns) implements Rows {
  private static final int BLOCK_ROWS = 1 << 12;

  /** Names of the columns, in their order. */
  List<String> columnNames() {
    return columns.stream().map(Dataset::getName).toList();
  }

  @Override
  public long rows() {
    return columns.get(0).getSize();
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public int block() {
    return BLOCK_ROWS;
  }

  @Override
  public double[][] read(long from, int count) {
    double[][] rows = new double[count][columns.size()];
    for (int column = 0; column < columns.size(); column++) {
      Object data = columns.get(column).getData(new long[] {from}, new int[] {count});
      double[] values = Numbers.doubles(name + "/" + columns.get(column).getName(), data);
      for (int i = 0; i < count; i++) {
        rows[i][column] = values[i];
      }
    }
    return rows;
  }
}
