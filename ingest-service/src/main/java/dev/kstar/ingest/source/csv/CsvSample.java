package dev.kstar.ingest.source.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first rows of a text file, as they stand there.
 *
 * @param rows the bytes of each, without its line end
 * @param lines where each stands, counted from 1
 * @param lastComment the comment right before the first row; empty when there is none
 */
record CsvSample(Path file, List<byte[]> rows, List<Long> lines, byte[] lastComment) {
  /** Rows that are looked at before a file is read. */
  static final int ROWS = 1_000;

  private static final int MAX_BYTES = 1 << 23;
  private static final int MIN_ROWS = 3;

  /** Reads the start of a file. */
  static CsvSample of(Path file, char delimiter) throws IOException {
    try (InputStream in = CsvBytes.open(file)) {
      CsvLines lines = CsvLines.ofRows(file, in, delimiter);
      List<byte[]> rows = new ArrayList<>();
      List<Long> places = new ArrayList<>();
      long bytes = 0;
      while (rows.size() < ROWS && (bytes < MAX_BYTES || rows.size() < MIN_ROWS)) {
        if (!lines.advance()) {
          break;
        }
        rows.add(lines.copy());
        places.add(lines.line());
        bytes += rows.get(rows.size() - 1).length;
      }
      return new CsvSample(file, rows, places, lines.lastComment());
    }
  }

  /** The cells of a row for a delimiter, without their quotes. */
  List<String> cells(int row, char delimiter) {
    return cells(rows.get(row), delimiter);
  }

  /**
   * The cells of the comment before the first row, without the "#", unless that is all that stands
   * in the first of them.
   */
  List<String> commentCells(char delimiter) {
    List<String> whole = cells(lastComment, delimiter);
    if (whole.get(0).equals("#") && delimiter != ' ') {
      return whole;
    }
    int from = 0;
    while (from < lastComment.length && (lastComment[from] == '#' || lastComment[from] == ' ')) {
      from++;
    }
    return cells(Arrays.copyOfRange(lastComment, from, lastComment.length), delimiter);
  }

  private static List<String> cells(byte[] bytes, char delimiter) {
    CsvCells cells = new CsvCells(delimiter);
    cells.split(bytes, 0, bytes.length);
    List<String> texts = new ArrayList<>(cells.count());
    for (int i = 0; i < cells.count(); i++) {
      texts.add(cells.text(i));
    }
    return texts;
  }

  /** The row as text. */
  String text(int row) {
    return new String(rows.get(row), StandardCharsets.UTF_8);
  }
}
