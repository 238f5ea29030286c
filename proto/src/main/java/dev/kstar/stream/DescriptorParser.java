package dev.kstar.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.v1.Standardisation;
import dev.kstar.v1.StreamDescriptor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Reads the descriptor of one stream and checks that it can be meant.
 *
 * @param stream name of the stream, which is the record's key
 */
record DescriptorParser(String stream) implements NewestValue.Parser<StreamDescriptor> {
  /** Bytes of x and y together that one record can hold at all. */
  private static final long MAX_PAIR_BYTES = Integer.MAX_VALUE;

  @Override
  public StreamDescriptor parse(byte[] bytes) throws InvalidProtocolBufferException {
    StreamDescriptor descriptor = StreamDescriptor.parseFrom(bytes);
    checkThat(
        descriptor.getStream().equals(stream), "describes stream \"%s\"", descriptor.getStream());
    long dx = Integer.toUnsignedLong(descriptor.getDx());
    long dy = Integer.toUnsignedLong(descriptor.getDy());
    checkThat(dx > 0, "has dx %d", dx);
    checkThat(dy > 0, "has dy %d", dy);
    checkThat(
        (dx + dy) * Float.BYTES <= MAX_PAIR_BYTES,
        "has dx %d and dy %d, more than a record can hold",
        dx,
        dy);
    double holdout = descriptor.getHoldoutFraction();
    checkThat(holdout >= 0 && holdout < 1, "has holdout_fraction %s", holdout);
    checkThat(
        descriptor.hasXStandardisation() == descriptor.hasYStandardisation(),
        "has a standardisation of one side only");
    if (descriptor.hasXStandardisation()) {
      check("x", descriptor.getXStandardisation(), dx);
      check("y", descriptor.getYStandardisation(), dy);
    }
    return descriptor;
  }

  private static void check(String side, Standardisation standardisation, long width) {
    checkThat(
        isFinite(standardisation.getCentre(), width),
        "has no %d finite centres in its standardisation of %s",
        width,
        side);
    checkThat(
        isFinite(standardisation.getScale(), width)
            && isPositive(floats(standardisation.getScale())),
        "has no %d finite scales above 0 in its standardisation of %s",
        width,
        side);
  }

  private static boolean isFinite(ByteString bytes, long width) {
    if (bytes.size() != width * Float.BYTES) {
      return false;
    }
    FloatBuffer floats = floats(bytes);
    while (floats.hasRemaining()) {
      if (!Float.isFinite(floats.get())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPositive(FloatBuffer floats) {
    while (floats.hasRemaining()) {
      if (floats.get() <= 0) {
        return false;
      }
    }
    return true;
  }

  private static FloatBuffer floats(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static void checkThat(boolean met, String otherwise, Object... arguments) {
    if (!met) {
      throw new IllegalArgumentException(otherwise.formatted(arguments));
    }
  }
}
