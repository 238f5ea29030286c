package dev.kstar.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Little-endian float32 without gaps, the form of every vector in a record. */
public final class Float32 {
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

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
