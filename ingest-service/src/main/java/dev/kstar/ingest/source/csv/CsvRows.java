package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.ColumnChoice;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/** Goes through the rows of a text file and spools those columns that are meant. */
final class CsvRows {
  private static final Logger LOG = Logger.getLogger(CsvRows.class);

  private CsvRows() {}

  /** Takes one row. */
  interface Taker {
    /**
     * Called once a row, but for a header; adds one row to the spool.
     *
     * @param columns cells of the first row
     * @param chosen the columns that are meant, counted from 0
     */
    void take(CsvLines row, int columns, int[] chosen, Spool to) throws IOException;
  }

  /** Makes of a spool what can be read in any order. */
  interface Finish<T> {
    T finish(Spool spool) throws IOException;
  }

  /**
   * Gives every row to the taker, in their order.
   *
   * @throws StartFailure when the file cannot be read, has no row or not the columns
   */
  static <T> T spool(Piece piece, CsvFormat format, Taker taker, Finish<T> finish) {
    Path file = piece.file();
    try (InputStream bytes = bytes(file)) {
      CsvLines lines = new CsvLines(file, bytes, delimiter(file, format));
      if (!lines.advance()) {
        throw new StartFailure(file + " must hold at least one row of values but holds none");
      }
      List<String> first = texts(lines);
      boolean header = isHeader(format, first);
      if (header) {
        LOG.infof("%s: line 1 is taken for a header", file);
      }
      int[] chosen =
          ColumnChoice.of(file, header ? first : List.of(), first.size(), piece.selection());
      try (Spool spool = Spool.of(file, chosen.length)) {
        for (boolean more = !header || lines.advance(); more; more = lines.advance()) {
          taker.take(lines, first.size(), chosen, spool);
        }
        return finish.finish(spool);
      }
    } catch (IOException e) {
      throw UnreadableFile.failure(file, "csv", e);
    }
  }

  /** What stands in a cell, for messages. */
  static String quote(CsvLines row, int cell) {
    return Quoted.of(row.text(cell));
  }

  private static char delimiter(Path file, CsvFormat format) {
    boolean tabs = file.getFileName().toString().matches(".*\\.tsv(\\.gz)?");
    return tabs && format.delimiter() == CsvFormat.DEFAULT.delimiter() ? '\t' : format.delimiter();
  }

  private static InputStream bytes(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static List<String> texts(CsvLines row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.cells(); i++) {
      texts.add(row.text(i));
    }
    return texts;
  }

  private static boolean isHeader(CsvFormat format, List<String> first) {
    return switch (format.header()) {
      case YES -> true;
      case NO -> false;
      case AUTO -> first.stream().anyMatch(cell -> !cell.isEmpty() && !CsvNumbers.isNumber(cell));
    };
  }
}
