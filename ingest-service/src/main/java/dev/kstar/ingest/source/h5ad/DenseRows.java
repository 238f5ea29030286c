package dev.kstar.ingest.source.h5ad;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.lang.reflect.Array;

/** A two-dimensional dataset. */
record DenseRows(String name, Dataset dataset) implements Rows {
  /** Values that are read at once, unless a chunk of the file holds more. */
  private static final int BLOCK_VALUES = 1 << 18;

  @Override
  public long rows() {
    return dataset.getDimensions()[0];
  }

  @Override
  public int width() {
    return dataset.getDimensions()[1];
  }

  @Override
  public int block() {
    int fitting = Math.max(1, BLOCK_VALUES / Math.max(1, width()));
    if (dataset instanceof ChunkedDataset chunked) {
      int chunk = Math.max(1, chunked.getChunkDimensions()[0]); // none is unpacked twice
      return (fitting + chunk - 1) / chunk * chunk;
    }
    return fitting;
  }

  @Override
  public double[][] read(long from, int count) {
    Object block = dataset.getData(new long[] {from, 0}, new int[] {count, width()});
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Numbers.doubles(name, Array.get(block, i));
    }
    return rows;
  }
}
