package dev.kstar.ingest.source.csv;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Numbers as other programs write them. */
final class CsvNumbers {
  /** As Python, R and Java write them; Java's parser knows one spelling only. */
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  /** Up to here 10^k is a double without an error. */
  private static final int EXACT_TENS = 22;

  private static final double[] TENS = new double[EXACT_TENS + 1];
  private static final long MOST_DIGITS = Long.MAX_VALUE / 10 - 1;

  static {
    TENS[0] = 1;
    for (int i = 1; i <= EXACT_TENS; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private CsvNumbers() {}

  /** Whether the cell is a number, a non-finite one included. */
  static boolean isNumber(String cell) {
    return !Double.isNaN(slow(cell)) || NOT_FINITE.matcher(cell).matches();
  }

  /**
   * The float32 value of a cell, as Java rounds its float64 value; NaN when it is no number, not
   * finite when float32 does not reach so far.
   */
  static float parse(byte[] bytes, int from, int to) {
    float fast = fast(bytes, from, to);
    return Float.isNaN(fast)
        ? (float) slow(new String(bytes, from, to - from, StandardCharsets.UTF_8))
        : fast;
  }

  /**
   * Digits as a long times a power of ten. Both are rounded at most once each, so the quotient is
   * within two units in the last place of a double, and when all of these round to the same float
   * it is the one. NaN when they do not, and for whatever is not plain: the other way decides.
   */
  private static float fast(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (negative || at < to && bytes[at] == '+') {
      at++;
    }
    long digits = 0;
    int point = -1;
    int count = 0;
    for (; at < to; at++) {
      int character = bytes[at];
      if (character >= '0' && character <= '9') {
        if (digits > MOST_DIGITS) {
          return Float.NaN;
        }
        digits = digits * 10 + (character - '0');
        count++;
      } else if (character == '.' && point < 0) {
        point = count;
      } else {
        break;
      }
    }
    int tens = point < 0 ? 0 : point - count;
    if (at < to) {
      int exponent = exponent(bytes, at, to);
      if (exponent == Integer.MIN_VALUE) {
        return Float.NaN;
      }
      tens += exponent;
    }
    return count == 0 || Math.abs(tens) > EXACT_TENS ? Float.NaN : rounded(negative, digits, tens);
  }

  private static float rounded(boolean negative, long digits, int tens) {
    double value = tens < 0 ? digits / TENS[-tens] : digits * TENS[tens];
    double error = 2 * Math.ulp(value);
    float low = (float) (value - error);
    if (low != (float) (value + error) && digits != 0) {
      return Float.NaN;
    }
    return negative ? -(float) value : (float) value;
  }

  /** The exponent of at most two digits that is all the rest; the least integer when it is none. */
  private static int exponent(byte[] bytes, int from, int to) {
    int at = from + 1;
    boolean negative = at < to && bytes[at] == '-';
    if (negative || at < to && bytes[at] == '+') {
      at++;
    }
    if ((bytes[from] != 'e' && bytes[from] != 'E') || at >= to || to - at > 2) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; at < to; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return Integer.MIN_VALUE;
      }
      exponent = exponent * 10 + (bytes[at] - '0');
    }
    return negative ? -exponent : exponent;
  }

  /** The value, NaN when the cell is no finite number. */
  private static double slow(String cell) {
    if (!startsLikeNumber(cell)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Keeps out words, and the suffixes and hexadecimal forms that Java alone takes for numbers. */
  private static boolean startsLikeNumber(String cell) {
    if (cell.isEmpty()) {
      return false;
    }
    char last = cell.charAt(cell.length() - 1);
    return (Character.isDigit(last) || last == '.')
        && cell.indexOf('x') < 0
        && cell.indexOf('X') < 0;
  }
}
