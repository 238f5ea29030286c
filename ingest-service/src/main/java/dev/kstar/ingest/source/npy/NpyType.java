package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.source.file.Float16;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value type of NumPy, such as {@code <f4}: byte order, kind and bytes of a value.
 *
 * @param name as NumPy writes it
 * @param kind of NumPy's letters, such as f for floating point
 * @param size bytes of a value; 0 when the name is not understood
 * @param bigEndian whether the highest byte comes first
 */
record NpyType(String name, char kind, int size, boolean bigEndian) {
  /** What {@link #label} answers for a value that is no int32 number. */
  static final long NO_LABEL = Long.MIN_VALUE;

  private static final Pattern NAME = Pattern.compile("([<>|]?)([a-zA-Z?])(\\d{0,9})(?:\\[.*])?");
  private static final int LARGEST_SIZE = 8;

  /** Reads a name; one that is not understood gives a type that is not numeric. */
  static NpyType of(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return new NpyType(name, ' ', 0, false);
    }
    int size = parts.group(3).isEmpty() ? 1 : Integer.parseInt(parts.group(3));
    return new NpyType(name, parts.group(2).charAt(0), size, parts.group(1).equals(">"));
  }

  /** Whether values are floating-point numbers, integers or booleans of at most 64 bits. */
  boolean isNumeric() {
    boolean power = Integer.bitCount(size) == 1 && size <= LARGEST_SIZE;
    return switch (kind) {
      case 'f' -> power && size > 1;
      case 'i', 'u' -> power;
      case 'b', '?' -> size == 1;
      default -> false;
    };
  }

  /** Whether values are strings. */
  boolean isText() {
    return kind == 'U' || kind == 'S' || kind == 'a' || kind == 'O';
  }

  /** Whether rows are written as they lie in a file. */
  boolean isStreamed() {
    return kind == 'f' && size == Float.BYTES && !bigEndian;
  }

  /** Whether values are float64 with the lowest byte first. */
  boolean isLittleDouble() {
    return kind == 'f' && size == Double.BYTES && !bigEndian;
  }

  /**
   * One value as the nearest float32.
   *
   * @param bytes little-endian
   */
  float number(ByteBuffer bytes, int at) {
    if (kind != 'f') {
      return kind == 'u' && size == Long.BYTES && int64(bytes, at) < 0
          ? unsignedLong(bytes, at).floatValue()
          : (float) whole(bytes, at);
    }
    return switch (size) {
      case Short.BYTES -> Float16.toFloat(int16(bytes, at));
      case Float.BYTES -> Float.intBitsToFloat(int32(bytes, at));
      default -> (float) Double.longBitsToDouble(int64(bytes, at));
    };
  }

  /** One value without any loss. */
  Number exact(ByteBuffer bytes, int at) {
    if (kind == 'f') {
      return size == Double.BYTES
          ? (Number) Double.longBitsToDouble(int64(bytes, at))
          : (Number) number(bytes, at);
    }
    return kind == 'u' && size == Long.BYTES ? unsignedLong(bytes, at) : whole(bytes, at);
  }

  /** One value as an int32 number, or {@link #NO_LABEL} when it is none. */
  long label(ByteBuffer bytes, int at) {
    double value = exact(bytes, at).doubleValue();
    return value == (int) value ? (int) value : NO_LABEL;
  }

  private long whole(ByteBuffer bytes, int at) {
    boolean signed = kind == 'i';
    return switch (size) {
      case 1 -> small(bytes.get(at));
      case Short.BYTES -> signed ? int16(bytes, at) : int16(bytes, at) & 0xffff;
      case Integer.BYTES -> signed ? int32(bytes, at) : int32(bytes, at) & 0xffff_ffffL;
      default -> int64(bytes, at);
    };
  }

  private long small(byte value) {
    return switch (kind) {
      case 'i' -> value;
      case 'u' -> value & 0xff;
      default -> value == 0 ? 0 : 1; // a boolean
    };
  }

  private BigInteger unsignedLong(ByteBuffer bytes, int at) {
    return new BigInteger(Long.toUnsignedString(int64(bytes, at)));
  }

  private short int16(ByteBuffer bytes, int at) {
    short value = bytes.getShort(at);
    return bigEndian ? Short.reverseBytes(value) : value;
  }

  private int int32(ByteBuffer bytes, int at) {
    int value = bytes.getInt(at);
    return bigEndian ? Integer.reverseBytes(value) : value;
  }

  private long int64(ByteBuffer bytes, int at) {
    long value = bytes.getLong(at);
    return bigEndian ? Long.reverseBytes(value) : value;
  }

  /** The name, and in words what is behind it when it is no number. */
  String inWords() {
    String words =
        switch (kind) {
          case 'U', 'S', 'a' -> " (text)";
          case 'O' -> " (Python objects)";
          case 'c' -> " (complex numbers)";
          case 'M', 'm' -> " (dates or times)";
          case 'V' -> " (raw bytes)";
          case 'f' -> isNumeric() ? "" : " (floating point of another length)";
          default -> "";
        };
    return name + words;
  }
}
