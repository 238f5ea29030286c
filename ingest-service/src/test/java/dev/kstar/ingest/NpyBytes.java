package dev.kstar.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes .npy files byte by byte. */
@SuppressWarnings("ByteBufferBackingArray") // each is allocated here
public final class NpyBytes {
  private NpyBytes() {}

  /** A header of a version and the values after it. */
  public static byte[] file(int version, String dictionary, byte[] values) {
    byte[] text = (dictionary + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    if (version == 1) {
      length.putShort((short) text.length);
    } else {
      length.putInt(text.length);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    bytes.writeBytes(length.array());
    bytes.writeBytes(text);
    bytes.writeBytes(values);
    return bytes.toByteArray();
  }

  /** The dictionary of an array in C order. */
  public static String dictionary(String type, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
  }

  public static byte[] floats(float... values) {
    ByteBuffer bytes = little(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  public static byte[] doubles(double... values) {
    ByteBuffer bytes = little(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return bytes.array();
  }

  public static byte[] ints(int... values) {
    ByteBuffer bytes = little(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  public static byte[] longs(long... values) {
    ByteBuffer bytes = little(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return bytes.array();
  }

  /** Writes a matrix of float32. */
  public static Path matrix(Path file, int rows, int columns, float... values) throws IOException {
    String shape = "(%d, %d)".formatted(rows, columns);
    return Files.write(file, file(1, dictionary("<f4", shape), floats(values)));
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
