package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A vector or a matrix of numbers in an HDF5 file, read in blocks of rows. */
final class NumberDataset {
  private final String title;
  private final DatasetBase dataset;
  private final NumberType type;
  private final int[] shape;

  private NumberDataset(String title, DatasetBase dataset, NumberType type) {
    this.title = title;
    this.dataset = dataset;
    this.type = type;
    this.shape = dataset.getDimensions();
  }

  /**
   * Opens numbers of one or two dimensions.
   *
   * @throws StartFailure when the node holds anything else, or more than the file can hold
   */
  static NumberDataset of(NodeTree tree, String path, Node node) {
    String title = tree.title(path);
    if (!isNumeric(node)) {
      throw new StartFailure(
          "%s must hold numbers but holds %s".formatted(title, TypeWords.of(node)));
    }
    DatasetBase dataset = (DatasetBase) node;
    if (dataset.getDimensions().length < 1 || dataset.getDimensions().length > 2) {
      throw new StartFailure(
          "%s must have one or two dimensions but holds %s".formatted(title, TypeWords.of(node)));
    }
    StorageLimits.check(title, dataset, tree.fileBytes());
    return new NumberDataset(title, dataset, NumberType.of(dataset.getDataType()).orElseThrow());
  }

  /** Tells whether a node is a dataset of numbers. */
  static boolean isNumeric(Node node) {
    return node instanceof DatasetBase dataset
        && dataset.getDimensions() != null
        && NumberType.of(dataset.getDataType()).isPresent();
  }

  /** Returns the name for messages. */
  String title() {
    return title;
  }

  NumberType type() {
    return type;
  }

  int rows() {
    return shape[0];
  }

  /** Returns the numbers of a row; 1 for a vector. */
  int width() {
    return shape.length == 1 ? 1 : shape[1];
  }

  boolean isMatrix() {
    return shape.length == 2;
  }

  /**
   * Returns how many rows are read at once: at least as many as hold {@code values}, and whole
   * chunks of the file, so that none is unpacked twice.
   */
  int blockRows(int values) {
    int fitting = Math.max(1, values / Math.max(1, width()));
    if (dataset instanceof ChunkedDataset chunked) {
      int chunk = Math.max(1, chunked.getChunkDimensions()[0]);
      return (int) Math.min(Integer.MAX_VALUE, ((long) fitting + chunk - 1) / chunk * chunk);
    }
    return fitting;
  }

  /**
   * Reads rows.
   *
   * @return the bytes of the numbers, row by row, in their order in the file
   */
  ByteBuffer read(int from, int count) {
    requireWritten(from, count);
    long[] offset = shape.length == 1 ? new long[] {from} : new long[] {from, 0};
    int[] size = shape.length == 1 ? new int[] {count} : new int[] {count, shape[1]};
    ByteBuffer read = dataset.getSliceDataBuffer(offset, size).order(type.order());
    if (read.remaining() < (long) count * width() * type.bytes()) {
      throw new HdfException("fewer bytes than declared");
    }
    return read.position() == 0 ? read : read.slice().order(type.order());
  }

  /** Values that were never written count as the fill value, which the library takes for 0. */
  private void requireWritten(int from, int count) {
    if (dataset.getFillValue() == null
        || isZero(dataset.getFillValue())
        || !(dataset instanceof ChunkedDataset chunked)) {
      return;
    }
    int[] chunk = chunked.getChunkDimensions();
    for (int row = from / chunk[0] * chunk[0]; row < from + count; row += chunk[0]) {
      for (int column = 0; column < width(); column += chunk.length == 1 ? 1 : chunk[1]) {
        requireWritten(chunked, chunk.length == 1 ? new int[] {row} : new int[] {row, column});
      }
    }
  }

  private static boolean isZero(Object fill) {
    return fill instanceof Number number ? number.doubleValue() == 0 : "FALSE".equals(fill);
  }

  private void requireWritten(ChunkedDataset chunked, int[] offset) {
    try {
      chunked.getRawChunkBuffer(offset);
    } catch (HdfException e) {
      throw new StartFailure(
          "%s must have all its values written but has none from %s on"
              .formatted(title, Arrays.toString(offset)),
          e);
    }
  }
}
