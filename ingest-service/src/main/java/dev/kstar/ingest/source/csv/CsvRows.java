package dev.kstar.ingest.source.csv;

import dev.kstar.service.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jboss.logging.Logger;

/**
 * Goes through the rows of a text file. A line is a row, whatever stands in it: quotes do not join
 * lines, and an empty line is a row without values, so that one broken row cannot shift the others
 * against those of another file. The first row is taken for a header when any of its cells holds
 * anything but a number.
 */
final class CsvRows {
  private static final Logger LOG = Logger.getLogger(CsvRows.class);

  /** What some spreadsheets put before the first cell. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final CSVFormat FORMAT =
      CSVFormat.Builder.create()
          .setDelimiter(',')
          .setQuote(null)
          .setRecordSeparator('\n')
          .setIgnoreEmptyLines(false)
          .setIgnoreSurroundingSpaces(true)
          .get();

  private CsvRows() {}

  /** Takes one row: its cells without quotes, and where it stands. */
  interface Taker {
    /**
     * Called once a row.
     *
     * @param line counted from 1
     */
    void take(String[] cells, long line);
  }

  /**
   * Gives every row to the taker, in their order.
   *
   * @throws StartFailure when the file cannot be read or has no row
   */
  static void forEach(Path file, Taker taker) {
    try (CSVParser parser = CSVParser.builder().setReader(reader(file)).setFormat(FORMAT).get()) {
      long rows = 0;
      for (CSVRecord row : parser) {
        String[] cells = cells(row);
        if (row.getRecordNumber() == 1 && isHeader(cells)) {
          LOG.infof("%s: line 1 is taken for a header", file);
          continue;
        }
        taker.take(cells, row.getRecordNumber());
        rows++;
      }
      if (rows == 0) {
        throw new StartFailure(file + " must hold at least one row of values but holds none");
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StartFailure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Reader reader(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static String[] cells(CSVRecord row) {
    String[] cells = row.values();
    if (row.getRecordNumber() == 1 && cells[0].startsWith(BYTE_ORDER_MARK)) {
      cells[0] = cells[0].substring(BYTE_ORDER_MARK.length());
    }
    for (int i = 0; i < cells.length; i++) {
      int last = cells[i].length() - 1;
      if (last > 0 && cells[i].charAt(0) == '"' && cells[i].charAt(last) == '"') {
        cells[i] = cells[i].substring(1, last).trim();
      }
    }
    return cells;
  }

  private static boolean isHeader(String[] cells) {
    for (String cell : cells) {
      if (!cell.isEmpty() && !CsvNumbers.isNumber(cell)) {
        return true;
      }
    }
    return false;
  }
}
