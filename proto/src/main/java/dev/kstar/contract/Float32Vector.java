package dev.kstar.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A vector in the form in which it stands in a record, little-endian float32 without gaps: a window
 * onto bytes, which whoever owns it can move. Used by one thread.
 */
public final class Float32Vector {
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final int size;
  private byte[] bytes;
  private int at;

  /**
   * A vector with bytes of its own, all 0.
   *
   * @param size number of values
   */
  public Float32Vector(int size) {
    this.size = size;
    this.bytes = new byte[size * Float.BYTES];
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  /** One value; {@code i} in [0, {@link #size}). */
  public float get(int i) {
    return (float) FLOATS.get(bytes, at + Objects.checkIndex(i, size) * Float.BYTES);
  }

  /** Sets one value; {@code i} in [0, {@link #size}). */
  public void set(int i, float value) {
    FLOATS.set(bytes, at + Objects.checkIndex(i, size) * Float.BYTES, value);
  }

  /**
   * Returns the index of the first value that is not finite or beyond {@code largest} in magnitude;
   * -1 when there is none.
   *
   * @param largest finite, at least 0
   */
  public int firstBeyond(float largest) {
    if (Float32.areWithin(bytes, at, size, largest)) {
      return -1;
    }
    int i = 0;
    while (Math.abs(get(i)) <= largest) { // of NaN it is not
      i++;
    }
    return i;
  }

  /**
   * Becomes the vector that begins at {@code array[offset]}.
   *
   * @param array is not copied
   */
  public void move(byte[] array, int offset) {
    bytes = array;
    at = offset;
  }

  /** Bytes of all values. */
  int bytes() {
    return size * Float.BYTES;
  }

  /** Copies all bytes to {@code target[to]} and on. */
  void copy(byte[] target, int to) {
    System.arraycopy(bytes, at, target, to, bytes());
  }
}
