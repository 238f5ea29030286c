package dev.kstar.ingest.source.h5ad;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How a number lies in an HDF5 file: whole numbers of 1 to 8 bytes with or without a sign, floats
 * of 2 to 8 bytes, and enumerations such as true and false, which are whole numbers.
 */
record NumberType(Kind kind, int bytes, ByteOrder order) {
  /** What the bits of a number mean. */
  enum Kind {
    SIGNED,
    UNSIGNED,
    FLOAT,
    BRAIN_FLOAT
  }

  /** Returns how numbers of a type lie in the file; empty for anything but numbers. */
  static Optional<NumberType> of(DataType type) {
    if (type instanceof EnumDataType named) {
      return of(named.getBaseType());
    }
    if (type instanceof FixedPoint whole) {
      return whole(whole);
    }
    if (type instanceof FloatingPoint floating) {
      return floating(floating);
    }
    return Optional.empty();
  }

  private static Optional<NumberType> whole(FixedPoint type) {
    int bytes = type.getSize();
    boolean fills = type.getBitOffset() == 0 && type.getBitPrecision() == Byte.SIZE * bytes;
    boolean isKnown = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    Kind kind = type.isSigned() ? Kind.SIGNED : Kind.UNSIGNED;
    return Optional.of(new NumberType(kind, bytes, type.getByteOrder()))
        .filter(number -> fills && isKnown);
  }

  private static Optional<NumberType> floating(FloatingPoint type) {
    int bytes = type.getSize();
    String bits = type.getExponentSize() + "+" + type.getMantissaSize();
    boolean isStandard =
        bytes == 2 && bits.equals("5+10")
            || bytes == 4 && bits.equals("8+23")
            || bytes == 8 && bits.equals("11+52");
    boolean isBrain = bytes == 2 && bits.equals("8+7");
    Kind kind = isBrain ? Kind.BRAIN_FLOAT : Kind.FLOAT;
    return Optional.of(new NumberType(kind, bytes, type.getByteOrder()))
        .filter(number -> isStandard || isBrain);
  }

  /** Tells whether all numbers of the type are whole. */
  boolean isWhole() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** Returns the number at a byte of a buffer, which must have the {@link #order}. */
  double value(ByteBuffer from, int at) {
    return switch (kind) {
      case SIGNED -> bits(from, at);
      case UNSIGNED -> unsigned(bits(from, at));
      case BRAIN_FLOAT -> Float.intBitsToFloat(from.getShort(at) << Short.SIZE);
      case FLOAT ->
          switch (bytes) {
            case 2 -> half(from.getShort(at));
            case 4 -> from.getFloat(at);
            default -> from.getDouble(at);
          };
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  /**
   * Returns the whole number at a byte of a buffer; one of 2^63 and more is negative, as {@link
   * Long#toUnsignedString(long)} takes it.
   */
  long bits(ByteBuffer from, int at) {
    boolean isUnsigned = kind == Kind.UNSIGNED;
    return switch (bytes) {
      case 1 -> isUnsigned ? from.get(at) & 0xffL : from.get(at);
      case 2 -> isUnsigned ? from.getShort(at) & 0xffffL : from.getShort(at);
      case 4 -> isUnsigned ? from.getInt(at) & 0xffff_ffffL : from.getInt(at);
      default -> from.getLong(at);
    };
  }

  /** Returns the value of an IEEE 754 binary16. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> mantissa * 0x1p-24;
          case 0x1f -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (mantissa | 0x400), exponent - 25);
        };
    return bits < 0 ? -size : size;
  }

  /** Returns a whole number of {@link #bits} as text. */
  String text(long bits) {
    return kind == Kind.UNSIGNED ? Long.toUnsignedString(bits) : Long.toString(bits);
  }
}
