package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.nio.file.Path;

/** The values of a text file, read once into a {@link Spool}. */
public final class CsvFeatures {
  private final Path file;
  private float[] values = {};

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
    return CsvRows.spool(piece, format, new CsvFeatures(piece.file())::take, Spool::features);
  }

  private void take(CsvLines row, int columns, int[] chosen, Spool to) throws IOException {
    if (values.length != chosen.length) {
      values = new float[chosen.length];
    }
    RejectedRow broken = parse(row, columns, chosen, to.rows());
    if (broken == null) {
      to.add(values);
    } else {
      to.reject(broken);
    }
  }

  private RejectedRow parse(CsvLines row, int columns, int[] chosen, long index) {
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
        return new RejectedRow(
            RejectionKind.REJECTION_KIND_NON_FINITE,
            file,
            index,
            chosen[i],
            "%s line %d column %d must be a finite float32 value but was \"%s\""
                .formatted(file, row.line(), chosen[i] + 1, CsvRows.quote(row, chosen[i])));
      }
    }
    return null;
  }
}
