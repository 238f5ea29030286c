package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;

/**
 * A matrix of compressed sparse rows: row i has the values {@code data[indptr[i] .. indptr[i + 1])}
 * in the columns {@code indices} of the same places, and zeros elsewhere.
 */
final class SparseRows implements Rows {
  private static final int BLOCK_ROWS = 256;

  private final String name;
  private final Dataset data;
  private final Dataset indices;
  private final long[] starts;
  private final int width;

  /**
   * @param shape rows and columns
   */
  SparseRows(String name, Group matrix, long[] shape) {
    this.name = name;
    this.data = (Dataset) matrix.getChild("data");
    this.indices = (Dataset) matrix.getChild("indices");
    this.starts = Numbers.longs(name + "/indptr", ((Dataset) matrix.getChild("indptr")).getData());
    this.width = Math.toIntExact(shape[1]);
    check(shape[0]);
  }

  private void check(long rows) {
    boolean rising = starts.length == rows + 1 && starts[0] == 0;
    for (int i = 1; i < starts.length && rising; i++) {
      rising = starts[i] >= starts[i - 1];
    }
    if (!rising || starts[starts.length - 1] > Math.min(data.getSize(), indices.getSize())) {
      throw new StartFailure(
          "%s/indptr must rise from 0 to at most %d in %d steps but does not"
              .formatted(name, Math.min(data.getSize(), indices.getSize()), rows));
    }
  }

  @Override
  public long rows() {
    return starts.length - 1;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int block() {
    return BLOCK_ROWS;
  }

  @Override
  public double[][] read(long from, int count) {
    double[][] rows = new double[count][width];
    long first = starts[(int) from];
    int length = Math.toIntExact(starts[(int) from + count] - first);
    if (length == 0) {
      return rows;
    }
    long[] at = {first};
    int[] many = {length};
    double[] values = Numbers.doubles(name + "/data", data.getData(at, many));
    long[] columns = Numbers.longs(name + "/indices", indices.getData(at, many));
    for (int i = 0; i < count; i++) {
      int end = (int) (starts[(int) from + i + 1] - first);
      for (int k = (int) (starts[(int) from + i] - first); k < end; k++) {
        if (columns[k] < 0 || columns[k] >= width) {
          throw new StartFailure(
              "%s/indices must be below %d but was %d in row %d"
                  .formatted(name, width, columns[k], from + i));
        }
        rows[i][(int) columns[k]] = values[k];
      }
    }
    return rows;
  }
}
