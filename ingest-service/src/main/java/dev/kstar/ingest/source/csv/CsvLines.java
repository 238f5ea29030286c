package dev.kstar.ingest.source.csv;

import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  private static final int LONGEST = 1 << 25;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long RETURNS = '\r' * ONES;
  private static final byte COMMENT = '#';
  private static final byte[] NOTHING = {};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Path file;
  private final InputStream in;
  private final boolean hasOthers;
  private final char delimiter;
  private final CsvCells cells;
  private byte[] bytes = new byte[CHUNK];
  private int next;
  private int filled;
  private boolean ended;
  private boolean afterReturn;
  private int start;
  private int end;
  private long line;
  private long rows;
  private long comments;
  private long blanks;
  private byte[] lastComment = NOTHING;

  /** Every line is a row. */
  CsvLines(Path file, InputStream in, char delimiter) {
    this(file, in, delimiter, false);
  }

  private CsvLines(Path file, InputStream in, char delimiter, boolean hasOthers) {
    this.hasOthers = hasOthers;
    this.file = file;
    this.in = in;
    this.delimiter = delimiter;
    this.cells = new CsvCells(delimiter);
  }

  /** Blank lines, and comment lines, which start with "#", are no rows; they are counted. */
  static CsvLines ofRows(Path file, InputStream in, char delimiter) {
    return new CsvLines(file, in, delimiter, true);
  }

  /** Goes to the next row; false when there is none. */
  boolean advance() throws IOException {
    while (advanceLine()) {
      if (hasOthers && start < end && bytes[start] == COMMENT) {
        comments++;
        lastComment = rows == 0 ? Arrays.copyOfRange(bytes, start, end) : NOTHING;
      } else if (hasOthers && isBlank()) {
        blanks++;
      } else {
        rows++;
        cells.split(bytes, start, end);
        if (cells.areTooMany()) {
          throw new StartFailure(
              "%s line %d must hold at most %d values but holds more"
                  .formatted(file, line, CsvCells.MOST));
        }
        return true;
      }
    }
    return false;
  }

  private boolean advanceLine() throws IOException {
    int found = lineEnd();
    if (found < 0) {
      return false;
    }
    start = next;
    end = found;
    if (line++ == 0 && startsWithMark(end)) {
      start += BYTE_ORDER_MARK.length;
    }
    afterReturn = end < filled && bytes[end] == '\r';
    next = Math.min(end + 1, filled);
    return true;
  }

  private boolean isBlank() {
    int at = start;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' && delimiter != '\t')) {
      at++;
    }
    return at == end;
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
      at = find(at);
      if (at < filled) {
        return at;
      }
      int scanned = at - next;
      if (!fill()) {
        return filled;
      }
      at = next + scanned;
    }
  }

  /** The first end of a line at {@code from} or behind it, eight bytes at a time; or the end. */
  private int find(int from) {
    int at = from;
    while (at + Long.BYTES <= filled) {
      long eight = (long) LONGS.get(bytes, at);
      long ends = zeros(eight ^ LINE_FEEDS) | zeros(eight ^ RETURNS);
      if (ends != 0) {
        return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < filled && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** The lowest bit that is set is that of the first byte that is 0. */
  private static long zeros(long eight) {
    return eight - ONES & ~eight & ONES << 7;
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

  /** A copy of the bytes of the row. */
  byte[] copy() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** The last comment before the first row, with its "#"; empty when there is none. */
  byte[] lastComment() {
    return lastComment;
  }

  /** Comment lines so far. */
  long comments() {
    return comments;
  }

  /** Blank lines so far. */
  long blanks() {
    return blanks;
  }

  /** Cells of the line, at least one. */
  int cells() {
    return cells.count();
  }

  /** Where the line stands, counted from 1. */
  long line() {
    return line;
  }

  /** The value of a cell; NaN when it is no finite number. */
  float number(int cell) {
    return cells.number(cell);
  }

  /** What stands in a cell, without quotes. */
  String text(int cell) {
    return cells.text(cell);
  }
}
