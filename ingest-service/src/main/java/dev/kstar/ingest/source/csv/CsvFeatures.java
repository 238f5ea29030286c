package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.TableFeatures;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.nio.file.Path;

/** The values of a text file, read once into a {@link Spool}. */
public final class CsvFeatures implements CsvRows.Taker {
  private final Path file;
  private float[] values = {};
  private int[] chosen = {};
  private int[] empty = {};

  private CsvFeatures(Path file) {
    this.file = file;
  }

  /**
   * Reads the whole file.
   *
   * @throws dev.kstar.service.StartFailure when the file cannot be read, has no row or not the
   *     columns
   */
  public static Features read(Piece piece, CsvFormat format) {
    return CsvRows.spool(
        piece,
        format,
        new CsvFeatures(piece.file()),
        (spool, layout, notes) ->
            new TableFeatures(
                spool.features(), layout.chosenNames(), !piece.selection().isEmpty(), notes));
  }

  @Override
  public RejectedRow take(CsvLines row, CsvLayout layout, Spool to) throws IOException {
    if (chosen.length == 0) {
      chosen = layout.chosen();
      empty = layout.emptyColumns();
      values = new float[chosen.length];
    }
    RejectedRow broken = parse(row, layout.columns(), to.rows());
    if (broken == null) {
      to.add(values);
    } else {
      to.reject(broken);
    }
    return broken;
  }

  @Override
  public String guess(CsvLayout layout, int column) {
    return CsvGuess.of(layout, column);
  }

  private RejectedRow parse(CsvLines row, int columns, long index) {
    if (row.cells() != columns) {
      return new RejectedRow(
          RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
          file,
          index,
          RejectedRow.WHOLE_ROW,
          "%s line %d must hold %d values, as its first row does, but held %d"
              .formatted(file, row.line(), columns, row.cells()));
    }
    for (int i = 0; i < chosen.length; i++) {
      values[i] = row.number(chosen[i]);
      if (!Float.isFinite(values[i])) {
        return noNumber(row, index, chosen[i]);
      }
    }
    for (int column : empty) {
      if (!row.text(column).isEmpty()) {
        return filled(row, index, column);
      }
    }
    return null;
  }

  private RejectedRow noNumber(CsvLines row, long index, int column) {
    String text = row.text(column);
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_NON_FINITE,
        file,
        index,
        column,
        "%s%s line %d column %d must be a finite float32 value but was \"%s\"%s"
            .formatted(
                CsvNumbers.isMissing(text) ? "missing value: " : "",
                file,
                row.line(),
                column + 1,
                CsvRows.quote(row, column),
                CsvNumbers.hasDecimalComma(text)
                    ? ", which looks like a decimal comma: write numbers with a point"
                    : ""));
  }

  private RejectedRow filled(CsvLines row, long index, int column) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_MALFORMED,
        file,
        index,
        column,
        "%s line %d column %d must be empty, as in the first rows, but was \"%s\""
            .formatted(file, row.line(), column + 1, CsvRows.quote(row, column)));
  }
}
