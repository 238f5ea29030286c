package dev.kstar.ingest.source.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers as other programs write them. */
final class CsvNumbers {
  /** As Python, R and Java write them; Java's parser knows one spelling only. */
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  /** Words that stand for a value that is not there, in lower case. */
  private static final Set<String> MISSING =
      Set.of(
          "", "na", "n/a", "#n/a", "<na>", "nan", "-nan", "null", "none", "nil", "-", "--", "?",
          ".", "missing");

  private static final Pattern PLAIN_WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");

  private CsvNumbers() {}

  /** Whether the cell says that there is no value. */
  static boolean isMissing(String cell) {
    return MISSING.contains(cell.trim().toLowerCase(Locale.ROOT));
  }

  /** Whether the cell is a whole number without a sign, point or exponent. */
  static boolean isPlainWhole(String cell) {
    return PLAIN_WHOLE.matcher(cell).matches();
  }

  /** Whether the cell is a number with a comma where a point must stand. */
  static boolean hasDecimalComma(String cell) {
    return DECIMAL_COMMA.matcher(cell).matches();
  }

  /** Whether the cell is a number, a non-finite one included. */
  static boolean isNumber(String cell) {
    return !Double.isNaN(slow(cell)) || NOT_FINITE.matcher(cell).matches();
  }

  /**
   * The float32 value of a cell, as Java rounds its float64 value; NaN when it is no number, not
   * finite when float32 does not reach so far.
   */
  static float parse(byte[] bytes, int from, int to) {
    DecimalNumber number = new DecimalNumber();
    float plain =
        from < to && number.read(bytes, from, to) == to
            ? DecimalNumber.value(number.digits(), number.tens())
            : Float.NaN;
    return Float.isNaN(plain)
        ? (float) slow(new String(bytes, from, to - from, StandardCharsets.UTF_8))
        : plain;
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
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) <= ' ') { // which Java's parser takes off
        return false;
      }
    }
    char last = cell.charAt(cell.length() - 1);
    return (Character.isDigit(last) || last == '.')
        && cell.indexOf('x') < 0
        && cell.indexOf('X') < 0;
  }
}
