package dev.kstar.ingest.source.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of a line, without a string for any of them. A cell that is nothing but a number is
 * read while its end is looked for. Used by one thread.
 */
final class CsvCells {
  /** As a number of tens, out of reach: the cell is no plain number. */
  private static final int NO_NUMBER = Integer.MAX_VALUE;

  /** Cells of a line at most; those behind them are not looked at. */
  static final int MOST = 1 << 20;

  private final byte delimiter;
  private final DecimalNumber number = new DecimalNumber();
  private byte[] bytes = {};
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private long[] digits = new long[16];
  private int[] tens = new int[16];
  private int count;

  CsvCells(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /**
   * Takes the cells of another line.
   *
   * @param text stays the caller's, who leaves it as it is until the next line
   */
  void split(byte[] text, int start, int end) {
    bytes = text;
    count = 0;
    if (delimiter == ' ') {
      splitAtBlanks(start, end);
    } else {
      splitAtDelimiters(start, end);
    }
  }

  /** Any number of blanks separates two cells; those around the line separate nothing. */
  private void splitAtBlanks(int start, int end) {
    int from = pastBlanks(start, end);
    while (from < end && count <= MOST) {
      int to = number.read(bytes, from, end);
      if (to > from && (to == end || bytes[to] == ' ' || bytes[to] == '\t')) {
        place(from, to, number.digits(), number.tens());
      } else {
        to = blankEnd(from, end);
        add(from, to);
      }
      from = pastBlanks(to, end);
    }
    if (count == 0) {
      place(start, start, 0, NO_NUMBER);
    }
  }

  private int pastBlanks(int from, int end) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  private int blankEnd(int from, int end) {
    int closing = bytes[from] == '"' ? closingQuote(from + 1, end) : -1;
    int at = closing < 0 ? from : closing;
    while (at < end && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
    return at;
  }

  private void splitAtDelimiters(int start, int end) {
    int from = start;
    while (true) {
      int to = number.read(bytes, from, end);
      if (to > from && (to == end || bytes[to] == delimiter)) {
        place(from, to, number.digits(), number.tens());
      } else {
        to = cellEnd(from, end);
        add(from, to);
      }
      if (to == end || count > MOST) {
        return;
      }
      from = to + 1;
    }
  }

  /** The delimiter or the line's end behind a cell; those between two quotes belong to it. */
  private int cellEnd(int from, int end) {
    int at = from;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    if (at < end && bytes[at] == '"') {
      int closing = closingQuote(at + 1, end);
      at = closing < 0 ? from : closing; // a quote without its partner is any character
    }
    while (at < end && bytes[at] != delimiter) {
      at++;
    }
    return at;
  }

  private int closingQuote(int from, int end) {
    for (int at = from; at < end; at++) {
      if (bytes[at] == '"') {
        if (at + 1 < end && bytes[at + 1] == '"') {
          at++; // two quotes stand for one
        } else {
          return at;
        }
      }
    }
    return -1;
  }

  private void add(int from, int to) {
    int start = from;
    int end = to;
    for (int pass = 0; pass < 2; pass++) { // around the quotes and within them
      while (start < end && isBlank(bytes[start])) {
        start++;
      }
      while (start < end && isBlank(bytes[end - 1])) {
        end--;
      }
      if (pass == 0 && end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"') {
        start++;
        end--;
      }
    }
    place(start, end, 0, NO_NUMBER);
  }

  private boolean isBlank(byte character) {
    return character == ' ' || character == '\t' && delimiter != '\t';
  }

  private void place(int start, int end, long itsDigits, int itsTens) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      digits = Arrays.copyOf(digits, 2 * count);
      tens = Arrays.copyOf(tens, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    digits[count] = itsDigits;
    tens[count++] = itsTens;
  }

  /** Whether the line has more than {@link #MOST} cells. */
  boolean areTooMany() {
    return count > MOST;
  }

  /** At least one. */
  int count() {
    return count;
  }

  /** The value of a cell; NaN when it is no finite number. */
  float number(int cell) {
    float plain = DecimalNumber.value(digits[cell], tens[cell]);
    return Float.isNaN(plain) ? CsvNumbers.parse(bytes, starts[cell], ends[cell]) : plain;
  }

  /** What stands in a cell, without quotes. */
  String text(int cell) {
    String text =
        new String(bytes, starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8);
    return text.replace("\"\"", "\"");
  }
}
