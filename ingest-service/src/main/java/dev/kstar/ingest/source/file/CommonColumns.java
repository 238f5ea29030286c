package dev.kstar.ingest.source.file;

import dev.kstar.ingest.config.Piece;
import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What becomes of columns that stand in x and in y. */
final class CommonColumns {
  private static final int NAMES_IN_EXAMPLE = 3;

  private final Piece xPiece;
  private final Features x;
  private final Piece yPiece;
  private final Features y;
  private final List<String> notes = new ArrayList<>();
  private final SortedSet<Integer> leftOfX = new TreeSet<>();
  private final SortedSet<Integer> leftOfY = new TreeSet<>();

  CommonColumns(Piece xPiece, Features x, Piece yPiece, Features y) {
    this.xPiece = xPiece;
    this.x = x;
    this.yPiece = yPiece;
    this.y = y;
  }

  /**
   * Leaves out what the user did not choose and is in common.
   *
   * @throws StartFailure when a table has columns in common with another and neither was chosen
   */
  ColumnReview.Modalities review() {
    if (xPiece.equals(yPiece) || EqualColumns.areAll(x, y)) {
      whole();
    } else {
      List<EqualColumns.Match> matches = EqualColumns.find(x, y);
      List<EqualColumns.Match> exact =
          matches.stream().filter(EqualColumns.Match::isExact).toList();
      keys(matches);
      exact(exact.stream().filter(match -> !match.isKey()).toList());
      scaled(matches.stream().filter(match -> !match.isKey() && !match.isExact()).toList());
    }
    return new ColumnReview.Modalities(
        ColumnReview.without(x, leftOfX, notes), ColumnReview.without(y, leftOfY, List.of()));
  }

  private void whole() {
    notes.add(
        xPiece.equals(yPiece)
            ? "%s is x and y, so all that varies in it is shared: choose other columns or another file unless this is a trial"
                .formatted(xPiece)
            : "%s and %s hold the same values, so all that varies in them is shared: choose other columns or another file unless this is a trial"
                .formatted(xPiece, yPiece));
  }

  /** Keys such as the number of a patient. */
  private void keys(List<EqualColumns.Match> matches) {
    List<EqualColumns.Match> keys = matches.stream().filter(EqualColumns.Match::isKey).toList();
    if (keys.isEmpty()) {
      return;
    }
    boolean alone =
        columns(keys, true).size() == x.width() && !x.isChosen()
            || columns(keys, false).size() == y.width() && !y.isChosen();
    if (alone || x.isChosen() && y.isChosen()) {
      notes.add(
          shared(keys) + "; they are kept, " + (alone ? "as there is no other" : "as chosen"));
      return;
    }
    leave(keys);
    notes.add(
        "%s; %s left out, since whole numbers that differ from row to row look like a key%s"
            .formatted(
                shared(keys),
                x.isChosen() ? "that of y is" : y.isChosen() ? "that of x is" : "both are",
                ColumnReview.way(xPiece, x, columns(keys, true))));
  }

  private void exact(List<EqualColumns.Match> matches) {
    if (matches.isEmpty()) {
      return;
    }
    boolean tables = canChoose(xPiece, x) && canChoose(yPiece, y);
    if (x.isChosen() != y.isChosen() && columns(matches, !x.isChosen()).size() < free().width()) {
      leave(matches);
      notes.add(
          "%s; they are left out of %s, where no columns were chosen"
              .formatted(shared(matches), x.isChosen() ? "y" : "x"));
    } else if (x.isChosen() && y.isChosen() || !tables) {
      notes.add(shared(matches) + "; they are kept and count as shared");
    } else {
      throw new StartFailure(
          "%s, which would count as shared: choose the columns of x and of y, as in %s#%s, without them, or with them if they are meant"
              .formatted(shared(matches), xPiece.file().getFileName(), others(matches)));
    }
  }

  /** Whether columns can be chosen, but are not. */
  private static boolean canChoose(Piece piece, Features table) {
    return !table.names().isEmpty() && piece.selection().isEmpty();
  }

  private Features free() {
    return x.isChosen() ? y : x;
  }

  private void scaled(List<EqualColumns.Match> matches) {
    if (!matches.isEmpty()) {
      notes.add(
          shared(matches) + ", but for a scale and an offset; they are kept and count as shared");
    }
  }

  private void leave(List<EqualColumns.Match> matches) {
    if (!x.isChosen()) {
      leftOfX.addAll(columns(matches, true));
    }
    if (!y.isChosen()) {
      leftOfY.addAll(columns(matches, false));
    }
  }

  private String shared(List<EqualColumns.Match> matches) {
    SortedSet<Integer> xs = columns(matches, true);
    SortedSet<Integer> ys = columns(matches, false);
    return "%s and %s hold the same values in every row: %s of x and %s of y"
        .formatted(xPiece, yPiece, ColumnReview.names(x, xs), ColumnReview.names(y, ys));
  }

  /** A selection of the columns of x that y does not have. */
  private String others(List<EqualColumns.Match> matches) {
    SortedSet<Integer> common = columns(matches, true);
    String others =
        IntStream.range(0, x.width())
            .filter(column -> !common.contains(column))
            .limit(NAMES_IN_EXAMPLE)
            .mapToObj(column -> Quoted.of(x.names().get(column)))
            .collect(Collectors.joining(","));
    return others.isEmpty() ? "name,name" : others;
  }

  private static SortedSet<Integer> columns(List<EqualColumns.Match> matches, boolean ofX) {
    return matches.stream()
        .map(match -> ofX ? match.x() : match.y())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
