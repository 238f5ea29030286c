package dev.kstar.ingest.source.file;

/** Half-precision numbers of IEEE 754: 1 bit of sign, 5 of exponent, 10 of fraction. Pure. */
public final class Float16 {
  private static final int EXPONENT_BITS = 0x7c00;
  private static final int FRACTION_BITS = 0x03ff;
  private static final int FRACTION_WIDTH = 10;
  private static final int FLOAT_FRACTION_WIDTH = 23;

  /** Difference between the exponent biases of float32, 127, and of float16, 15. */
  private static final int BIAS_DIFFERENCE = 127 - 15;

  private static final float LEAST_SUBNORMAL = 0x1p-24f;

  private Float16() {}

  /** The same number as float32, which holds each of them exactly. */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half & EXPONENT_BITS;
    int fraction = half & FRACTION_BITS;
    if (exponent == 0) {
      float magnitude = fraction * LEAST_SUBNORMAL;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened =
        exponent == EXPONENT_BITS ? 0xff : (exponent >>> FRACTION_WIDTH) + BIAS_DIFFERENCE;
    return Float.intBitsToFloat(
        sign
            | widened << FLOAT_FRACTION_WIDTH
            | fraction << (FLOAT_FRACTION_WIDTH - FRACTION_WIDTH));
  }
}
