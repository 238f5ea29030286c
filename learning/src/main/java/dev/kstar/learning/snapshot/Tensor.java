package dev.kstar.learning.snapshot;

import java.util.Arrays;
import java.util.List;

/**
 * An array of float32 values in row-major order. Equal when shape and every bit of the values are.
 *
 * @param shape extents from the outermost to the innermost, each at least 0; empty for a scalar
 * @param values owned by the tensor from then on and not copied: nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // a boxed list would take five times the memory
public record Tensor(List<Integer> shape, float[] values) {
  public Tensor {
    shape = List.copyOf(shape);
    long size = size(shape);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s must hold %d values but held %d"
              .formatted(shape, size, values.length));
    }
  }

  /**
   * The number of values of that shape.
   *
   * @throws IllegalArgumentException if an extent is negative or the product exceeds a long
   */
  static long size(List<Integer> shape) {
    long size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("extents must be at least 0 but were " + shape);
      }
      try {
        size = Math.multiplyExact(size, extent);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("a tensor of shape " + shape + " is too large", e);
      }
    }
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
