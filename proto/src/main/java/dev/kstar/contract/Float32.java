package dev.kstar.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Little-endian float32 without gaps, the form of every vector in a record. */
public final class Float32 {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAGNITUDE = 0x7fff_ffff;
  private static final int EXPONENT = 0x7f80_0000;
  private static final int LOWEST_EXPONENT = 0x0080_0000;

  private Float32() {}

  /** The bytes of {@code length} values from {@code offset}; the values are copied. */
  public static ByteString encode(float[] values, int offset, int length) {
    byte[] bytes = new byte[length * Float.BYTES];
    little(ByteBuffer.wrap(bytes)).asFloatBuffer().put(values, offset, length);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * Copies all values of {@code bytes} in bulk into {@code target}, from absolute index {@code
   * offset}; the target's position does not matter and stays.
   *
   * @throws IndexOutOfBoundsException when the target is too short
   */
  public static void decode(ByteString bytes, FloatBuffer target, int offset) {
    FloatBuffer source = little(bytes.asReadOnlyByteBuffer()).asFloatBuffer();
    target.put(offset, source, 0, source.remaining());
  }

  /**
   * Copies {@code count} values that begin at {@code bytes[at]} into {@code target}, from absolute
   * index {@code offset}, and allocates nothing: views of so few values cost more than the values.
   *
   * @return whether all are finite; if not, the target holds nothing of use
   * @throws IndexOutOfBoundsException when the target or the bytes are too short
   */
  public static boolean decodeFinite(
      byte[] bytes, int at, int count, FloatBuffer target, int offset) {
    int beyondFinite = 0;
    for (int i = 0; i < count; i++) {
      int bits = (int) INT.get(bytes, at + i * Float.BYTES);
      // An exponent of ones is infinity or NaN; adding one to it carries into the sign.
      beyondFinite |= (bits & EXPONENT) + LOWEST_EXPONENT;
      target.put(offset + i, Float.intBitsToFloat(bits));
    }
    return beyondFinite >= 0;
  }

  /**
   * Whether {@code count} values that begin at {@code bytes[at]} are all finite and at most {@code
   * largest} in magnitude.
   *
   * @param largest finite, at least 0
   * @throws IndexOutOfBoundsException when the bytes are too short
   */
  static boolean areWithin(byte[] bytes, int at, int count, float largest) {
    int toSign = Integer.MAX_VALUE - Float.floatToRawIntBits(largest);
    int beyond = 0;
    for (int i = 0; i < count; i++) {
      // Magnitudes are ordered as whole numbers; one beyond the largest carries into the sign.
      beyond |= ((int) INT.get(bytes, at + i * Float.BYTES) & MAGNITUDE) + toSign;
    }
    return beyond >= 0;
  }

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
