package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.util.Optional;

/** The labels of one column of a text file, read once into a {@link Spool}. */
public final class CsvLabels {
  private final Piece piece;

  private CsvLabels(Piece piece) {
    this.piece = piece;
  }

  /**
   * Reads the whole file.
   *
   * @throws StartFailure when the file cannot be read, has no row, or more than one column is meant
   */
  public static Labels read(Piece piece, CsvFormat format) {
    return CsvRows.spool(piece, format, new CsvLabels(piece)::take, Spool::labels);
  }

  private void take(CsvLines row, int columns, int[] chosen, Spool to) throws IOException {
    if (chosen.length != 1) {
      throw new StartFailure(
          "%s must name one column of labels, as in %s#name, but means %d"
              .formatted(piece, piece.file().getFileName(), chosen.length));
    }
    boolean alone = piece.selection().isEmpty();
    Optional<Integer> label = row.cells() == columns ? label(row, chosen[0]) : Optional.empty();
    if (label.isPresent()) {
      to.add(label.get());
    } else {
      to.reject(
          new RejectedRow(
              RejectionKind.REJECTION_KIND_MALFORMED,
              piece.file(),
              to.rows(),
              alone ? RejectedRow.WHOLE_ROW : chosen[0],
              "%s line %d%s must hold one whole number (int32) but held \"%s\""
                  .formatted(
                      piece.file(),
                      row.line(),
                      alone ? "" : " column " + (chosen[0] + 1),
                      held(row, chosen[0], alone))));
    }
  }

  private static Optional<Integer> label(CsvLines row, int column) {
    try {
      return Optional.of(Integer.valueOf(row.text(column)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String held(CsvLines row, int column, boolean alone) {
    if (!alone) {
      return column < row.cells() ? CsvRows.quote(row, column) : "";
    }
    StringBuilder all = new StringBuilder(CsvRows.quote(row, 0));
    for (int i = 1; i < row.cells() && i < 10; i++) {
      all.append(',').append(CsvRows.quote(row, i));
    }
    return all.toString();
  }
}
