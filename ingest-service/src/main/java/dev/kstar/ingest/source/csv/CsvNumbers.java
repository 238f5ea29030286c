package dev.kstar.ingest.source.csv;

import java.util.regex.Pattern;

/** Numbers as other programs write them. */
final class CsvNumbers {
  /** As Python, R and Java write them; Java's parser knows one spelling only. */
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  private CsvNumbers() {}

  /** Whether the cell is a number, a non-finite one included. */
  static boolean isNumber(String cell) {
    return !Double.isNaN(parse(cell)) || NOT_FINITE.matcher(cell).matches();
  }

  /** The value, NaN when the cell is no finite number. */
  static double parse(String cell) {
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
    return (Character.isDigit(last) || last == '.') && cell.indexOf('x') < 0;
  }
}
