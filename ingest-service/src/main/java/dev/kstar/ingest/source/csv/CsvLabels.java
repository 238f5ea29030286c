package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.NotedLabels;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The labels of one column of a text file, read once into a {@link Spool}. */
public final class CsvLabels implements CsvRows.Taker {
  /** Short enough to be computed with exactly. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

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
    return CsvRows.spool(
        piece,
        format,
        new CsvLabels(piece),
        (spool, layout, notes) -> new NotedLabels(spool.labels(), notes));
  }

  @Override
  public RejectedRow take(CsvLines row, CsvLayout layout, Spool to) throws IOException {
    int[] chosen = layout.chosen();
    if (chosen.length != 1) {
      throw new StartFailure(
          "%s must name one column of labels, as in %s#name, but means %d"
              .formatted(piece, piece.file().getFileName(), chosen.length));
    }
    Optional<Integer> label =
        row.cells() == layout.columns() ? label(row.text(chosen[0])) : Optional.empty();
    if (label.isPresent()) {
      to.add(label.get());
      return null;
    }
    RejectedRow broken = broken(row, layout, to.rows());
    to.reject(broken);
    return broken;
  }

  private RejectedRow broken(CsvLines row, CsvLayout layout, long index) {
    int column = layout.chosen()[0];
    boolean alone = layout.columns() == 1;
    String held = held(row, column, alone);
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_MALFORMED,
        piece.file(),
        index,
        alone ? RejectedRow.WHOLE_ROW : column,
        "%s%s line %d%s must hold one whole number (int32) but held \"%s\""
            .formatted(
                CsvNumbers.isMissing(held) ? "missing value: " : "",
                piece.file(),
                row.line(),
                alone ? "" : " column " + (column + 1),
                held));
  }

  @Override
  public String guess(CsvLayout layout, int column) {
    CellCounts counts = layout.counts().get(layout.chosen()[0]);
    return counts.isText()
        ? "; labels must be whole numbers, or true and false: give each class a number, as"
            + " cat.codes of pandas does"
        : CsvGuess.of(layout, column);
  }

  /** A label in any of the ways in which programs write whole numbers and truth. */
  static Optional<Integer> label(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("true") || word.equals("false")) {
      return Optional.of(word.equals("true") ? 1 : 0);
    }
    try {
      return NUMBER.matcher(text).matches()
          ? Optional.of(new BigDecimal(text).intValueExact())
          : Optional.empty();
    } catch (ArithmeticException e) { // a fraction, or beyond int32
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
