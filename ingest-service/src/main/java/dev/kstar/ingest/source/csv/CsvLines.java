package dev.kstar.ingest.source.csv;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a text, split into cells, without a string for any of them. A line is a row whatever
 * stands in it: quotes do not join lines, so that one broken row cannot shift the others against
 * those of another file. Lines end with LF, CR LF or CR. Used by one thread.
 */
final class CsvLines {
  private static final int CHUNK = 1 << 18;

  /** Bytes of a line at most; a file of another kind may have no line end at all. */
  private static final int LONGEST = 1 << 26;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Path file;
  private final InputStream in;
  private final byte delimiter;
  private byte[] bytes = new byte[CHUNK];
  private int next;
  private int filled;
  private boolean ended;
  private boolean afterReturn;
  private long line;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int cells;

  CsvLines(Path file, InputStream in, char delimiter) {
    this.file = file;
    this.in = in;
    this.delimiter = (byte) delimiter;
  }

  /** Goes to the next line; false when there is none. */
  boolean advance() throws IOException {
    int end = lineEnd();
    if (end < 0) {
      return false;
    }
    int start = next;
    if (line++ == 0 && startsWithMark(end)) {
      start += BYTE_ORDER_MARK.length;
    }
    split(start, end);
    afterReturn = end < filled && bytes[end] == '\r';
    next = Math.min(end + 1, filled);
    return true;
  }

  /** The end of the line at {@code next}, which is then in the buffer as a whole; -1: none. */
  private int lineEnd() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    if (afterReturn && bytes[next] == '\n') {
      next++;
      afterReturn = false;
      return lineEnd();
    }
    int at = next;
    while (true) {
      while (at < filled) {
        if (bytes[at] == '\n' || bytes[at] == '\r') {
          return at;
        }
        at++;
      }
      int scanned = at - next;
      if (!fill()) {
        return filled;
      }
      at = next + scanned;
    }
  }

  /** Reads more behind what is left of the buffer. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    System.arraycopy(bytes, next, bytes, 0, filled - next);
    filled -= next;
    next = 0;
    if (filled == bytes.length) {
      if (filled >= LONGEST) {
        throw new StartFailure(
            "%s line %d must be shorter than %d bytes but is not"
                .formatted(file, line + 1, LONGEST));
      }
      bytes = Arrays.copyOf(bytes, 2 * filled);
    }
    int read = in.read(bytes, filled, bytes.length - filled);
    ended = read < 0;
    filled += Math.max(read, 0);
    return !ended;
  }

  private boolean startsWithMark(int end) {
    return end - next >= BYTE_ORDER_MARK.length
        && Arrays.equals(bytes, next, next + 3, BYTE_ORDER_MARK, 0, 3);
  }

  private void split(int start, int end) {
    cells = 0;
    int from = start;
    while (true) {
      int to = cellEnd(from, end);
      add(from, to);
      if (to == end) {
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
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, 2 * cells);
      ends = Arrays.copyOf(ends, 2 * cells);
    }
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
    starts[cells] = start;
    ends[cells++] = end;
  }

  private boolean isBlank(byte character) {
    return character == ' ' || character == '\t' && delimiter != '\t';
  }

  /** Cells of the line, at least one. */
  int cells() {
    return cells;
  }

  /** Where the line stands, counted from 1. */
  long line() {
    return line;
  }

  /** The value of a cell; NaN when it is no finite number. */
  float number(int cell) {
    return CsvNumbers.parse(bytes, starts[cell], ends[cell]);
  }

  /** What stands in a cell, without quotes. */
  String text(int cell) {
    String text =
        new String(bytes, starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8);
    return text.replace("\"\"", "\"");
  }
}
