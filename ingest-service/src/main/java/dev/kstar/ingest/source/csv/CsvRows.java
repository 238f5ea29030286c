package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.ZipException;

/** Goes through the rows of a text file and spools those columns that are meant. */
final class CsvRows {
  private CsvRows() {}

  /** Takes rows of a file. */
  interface Taker {
    /**
     * Called once a row, but for a header; adds one row to the spool.
     *
     * @return why the row cannot be used, which the spool has to know already; null: it can
     */
    RejectedRow take(CsvLines row, CsvLayout layout, Spool to) throws IOException;

    /** A clause for the message that refuses the file, by the column that is at fault. */
    String guess(CsvLayout layout, int column);
  }

  /** Makes of a spool what can be read in any order. */
  interface Finish<T> {
    T finish(Spool spool, CsvLayout layout, List<String> notes) throws IOException;
  }

  /**
   * Gives every row to the taker, in their order.
   *
   * @throws StartFailure when the file cannot be read, has no row or not the columns
   */
  static <T> T spool(Piece piece, CsvFormat format, Taker taker, Finish<T> finish) {
    Path file = piece.file();
    try {
      CsvLayout layout = CsvLayout.of(piece, format);
      try (InputStream bytes = CsvBytes.open(file);
          Spool spool = Spool.of(file, layout.chosen().length)) {
        CsvLines lines = CsvLines.ofRows(file, bytes, layout.delimiter());
        EarlyRefusal unusable = read(lines, layout, taker, spool);
        List<String> notes = notes(file, lines, layout);
        unusable.note().ifPresent(notes::add);
        return finish.finish(spool, layout, notes);
      }
    } catch (EOFException | ZipException e) {
      throw new StartFailure(
          "%s cannot be read: its gzip data are damaged or end too early (%s)"
              .formatted(file, Quoted.of(e.getMessage())),
          e);
    } catch (IOException e) {
      throw UnreadableFile.failure(file, "csv", e);
    }
  }

  private static EarlyRefusal read(CsvLines lines, CsvLayout layout, Taker taker, Spool spool)
      throws IOException {
    IntFunction<String> guess = column -> taker.guess(layout, column);
    EarlyRefusal refusal = new EarlyRefusal(layout.piece().file(), guess);
    for (int i = 0; i < layout.firstRow(); i++) {
      lines.advance();
    }
    while (lines.advance()) {
      refusal.add(taker.take(lines, layout, spool));
    }
    refusal.check();
    return refusal;
  }

  private static List<String> notes(Path file, CsvLines lines, CsvLayout layout) {
    List<String> notes = new ArrayList<>(layout.notes());
    if (lines.comments() > 0) {
      notes.add(
          "%s: comment lines, which start with #, are left out: %d"
              .formatted(file, lines.comments()));
    }
    if (lines.blanks() > 0) {
      notes.add("%s: blank lines are left out: %d".formatted(file, lines.blanks()));
    }
    return notes;
  }

  /** What stands in a cell, for messages. */
  static String quote(CsvLines row, int cell) {
    return Quoted.of(row.text(cell));
  }
}
