package dev.kstar.ingest.source.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number as it is written: digits · 10^tens, read from bytes without a string. Used by one
 * thread.
 *
 * <p>Eight digits are read at once: Lemire, "Number parsing at a gigabyte per second" (Software:
 * Practice and Experience, 2021).
 */
final class DecimalNumber {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Up to here 10^k is a double without an error. */
  private static final int EXACT_TENS = 22;

  private static final double[] TENS = new double[EXACT_TENS + 1];

  /** Whole numbers up to here are doubles without an error. */
  private static final long EXACT = 1L << 53;

  /** Digits that surely fit a long; one more fits one without a sign. */
  private static final int MOST_DIGITS = 18;

  private static final int MOST_OF_EXPONENT = 3;

  static {
    TENS[0] = 1;
    for (int i = 1; i <= EXACT_TENS; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private long digits;
  private int tens;

  /** The digits of the number that was read last, below 0 when the number is. */
  long digits() {
    return digits;
  }

  int tens() {
    return tens;
  }

  /**
   * Reads the number that starts at {@code from}, as far as it goes. Of more digits than a long
   * holds the last are left out.
   *
   * @return where it ends; {@code from} when there is none, or one that is not plain, such as -0
   */
  int read(byte[] bytes, int from, int end) {
    int first = from;
    boolean negative = first < end && bytes[first] == '-';
    if (negative || first < end && bytes[first] == '+') {
      first++;
    }
    int point = whole(bytes, first, end);
    int at = point;
    tens = 0;
    if (at < end && bytes[at] == '.') {
      at = fraction(bytes, point + 1, end);
      tens = point + 1 - at;
    }
    int count = at - first - (at > point ? 1 : 0);
    if (count > MOST_DIGITS + 1) {
      shorten(bytes, first, at);
    } else if (digits < 0) { // one digit more than fits, but for the sign
      digits = (digits >>> 1) / 5;
      tens++;
    }
    if (count == 0 || negative && digits == 0) {
      return from;
    }
    digits = negative ? -digits : digits;
    return at < end && (bytes[at] | 0x20) == 'e' ? exponent(bytes, at, end) : at;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private int whole(byte[] bytes, int from, int end) {
    digits = 0;
    return rest(bytes, from, end);
  }

  private int fraction(byte[] bytes, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long eight = (long) LONGS.get(bytes, at);
      if (!areDigits(eight)) {
        break;
      }
      digits = digits * 100_000_000 + value(eight);
      at += Long.BYTES;
    }
    return rest(bytes, at, end);
  }

  private int rest(byte[] bytes, int from, int end) {
    long value = digits;
    int at = from;
    while (at < end && isDigit(bytes[at])) {
      value = value * 10 + (bytes[at++] - '0');
    }
    digits = value;
    return at;
  }

  /** Each byte of them in ['0', '9']. */
  private static boolean areDigits(long eight) {
    long high = eight & 0xf0f0f0f0f0f0f0f0L;
    long nextHigh = (eight + 0x0606060606060606L) & 0xf0f0f0f0f0f0f0f0L;
    return (high | nextHigh >>> 4) == 0x3333333333333333L;
  }

  /** Neighbours are joined to pairs, pairs to fours, and these to all eight digits. */
  private static long value(long eight) {
    long ones = eight - 0x3030303030303030L;
    long pairs = ones * 10 + (ones >>> 8);
    long first = (pairs & 0x000000ff000000ffL) * (100 + (1_000_000L << 32));
    long second = (pairs >>> 16 & 0x000000ff000000ffL) * (1 + (10_000L << 32));
    return first + second >>> 32;
  }

  /** As many digits as are sure to fit, the first of them not 0. */
  private void shorten(byte[] bytes, int from, int end) {
    digits = 0;
    int kept = 0;
    for (int at = from; at < end; at++) {
      if (bytes[at] == '.') {
        continue;
      }
      if (kept < MOST_DIGITS) {
        digits = digits * 10 + (bytes[at] - '0');
        kept += digits == 0 ? 0 : 1;
      } else {
        tens++;
      }
    }
  }

  /** A sign and up to three digits; whatever else follows the e does not belong to the number. */
  private int exponent(byte[] bytes, int from, int end) {
    int at = from + 1;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || at < end && bytes[at] == '+') {
      at++;
    }
    int first = at;
    int exponent = 0;
    while (at < end && isDigit(bytes[at]) && at - first < MOST_OF_EXPONENT) {
      exponent = exponent * 10 + (bytes[at++] - '0');
    }
    if (at == first) {
      return from;
    }
    tens += negative ? -exponent : exponent;
    return at;
  }

  /**
   * The float32 value, as Java rounds the float64 value; NaN where that takes another way.
   *
   * <p>Of digits that are exact as a double the float64 value is one rounding away. Otherwise the
   * digits are rounded as well, and some of them may be missing: together less than three units in
   * the last place, and when all of these round to the same float it is the one.
   */
  static float value(long digits, int tens) {
    if (tens < -EXACT_TENS || tens > EXACT_TENS) {
      return Float.NaN;
    }
    double value = tens < 0 ? digits / TENS[-tens] : digits * TENS[tens];
    if (digits >= -EXACT && digits <= EXACT) {
      return (float) value;
    }
    double error = 3 * Math.ulp(value);
    float low = (float) (value - error);
    return low == (float) (value + error) ? low : Float.NaN;
  }
}
