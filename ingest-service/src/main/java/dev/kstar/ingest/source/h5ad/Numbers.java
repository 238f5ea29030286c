package dev.kstar.ingest.source.h5ad;

import dev.kstar.service.StartFailure;
import java.util.Arrays;

/** What the HDF5 library gives as arrays of whatever type the file has. */
final class Numbers {
  private Numbers() {}

  /**
   * The values of a vector.
   *
   * @param name of what is read, for messages
   * @throws StartFailure when it holds anything but numbers
   */
  static double[] doubles(String name, Object data) {
    if (data instanceof float[] values) {
      double[] wide = new double[values.length];
      Arrays.setAll(wide, i -> values[i]);
      return wide;
    }
    if (data instanceof double[] values) {
      return values;
    }
    return Arrays.stream(longs(name, data)).asDoubleStream().toArray();
  }

  /** As {@link #doubles}, of whole numbers. */
  static long[] longs(String name, Object data) {
    if (data instanceof long[] values) {
      return values;
    }
    if (data instanceof int[] values) {
      return Arrays.stream(values).asLongStream().toArray();
    }
    if (data instanceof short[] values) {
      long[] wide = new long[values.length];
      Arrays.setAll(wide, i -> values[i]);
      return wide;
    }
    if (data instanceof byte[] values) {
      long[] wide = new long[values.length];
      Arrays.setAll(wide, i -> values[i]);
      return wide;
    }
    throw new StartFailure(
        "%s must hold numbers but holds %s"
            .formatted(name, data == null ? "nothing" : data.getClass().getSimpleName()));
  }
}
