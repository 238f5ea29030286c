package dev.kstar.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
   * Copies all values of {@code bytes} in bulk into {@code target} from {@code offset}.
   *
   * @throws IndexOutOfBoundsException when the target is too short
   */
  public static void decode(ByteString bytes, float[] target, int offset) {
    little(bytes.asReadOnlyByteBuffer())
        .asFloatBuffer()
        .get(target, offset, bytes.size() / Float.BYTES);
  }

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
