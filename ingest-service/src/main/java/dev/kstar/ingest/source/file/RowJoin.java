package dev.kstar.ingest.source.file;

import dev.kstar.ingest.config.Mistakes;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides which rows of x, y and the labels belong together: those of the same name where the files
 * name their rows, else those of the same place. Used by one thread.
 */
public final class RowJoin {
  private static final int X = 0;

  private final SourceSettings.Files files;
  private final Features x;
  private final Features y;
  private final SortedMap<String, Labels> labels;
  private final Mistakes mistakes;
  private final List<String> notes = new ArrayList<>();
  private RowTable table;
  private boolean unique;

  private RowJoin(
      SourceSettings.Files files,
      Features x,
      Features y,
      SortedMap<String, Labels> labels,
      Mistakes mistakes) {
    this.files = files;
    this.x = x;
    this.y = y;
    this.labels = labels;
    this.mistakes = mistakes;
    this.table = new RowTable(x.rows());
  }

  /**
   * Joins the rows of all files of a source.
   *
   * @param mistakes takes a line for each file whose rows cannot be joined
   */
  public static JoinedRows of(
      SourceSettings.Files files,
      Features x,
      Features y,
      SortedMap<String, Labels> labels,
      Mistakes mistakes) {
    RowJoin join = new RowJoin(files, x, y, labels, mistakes);
    join.table.add(null);
    boolean usable = mistakes.attempt(join::joinFeatures).isPresent();
    for (String name : usable ? labels.keySet() : List.<String>of()) {
      mistakes.attempt(() -> join.joinLabels(name));
    }
    return join.result();
  }

  private boolean joinFeatures() {
    Optional<RowNames> xs = x.rowNames();
    Optional<RowNames> ys = y.rowNames();
    boolean areNamed = xs.isPresent() && ys.isPresent();
    if (areNamed && xs.get().isSameOrder(ys.get())) {
      unique = !xs.get().isCounting() && isUnique(xs.get());
      table.add(null);
    } else if (areNamed && !(xs.get().isCounting() && ys.get().isCounting())) {
      joinByName(xs.get(), ys.get());
    } else {
      requireRows(files.y(), y.rows(), y.notes());
      table.add(null);
      if (xs.isPresent() != ys.isPresent()) {
        notePlaced(xs.isPresent() ? files.y() : files.x(), "does not name its rows");
      }
    }
    return true;
  }

  /** Notes that y is paired with x by place, and which of them is the reason. */
  private void notePlaced(Piece reason, String why) {
    notes.add(
        "%s and %s are paired by place: %s %s"
            .formatted(title(files.x()), title(files.y()), title(reason), why));
  }

  private boolean isUnique(RowNames names) {
    NameIndex index = new NameIndex(names);
    if (index.hasRepeated()) {
      notes.add(
          "%s names rows alike (%s), so that pairs are called by the numbers of their rows"
              .formatted(title(files.x()), index.repeated()));
    }
    return !index.hasRepeated();
  }

  private void joinByName(RowNames xs, RowNames ys) {
    int[] rows = find(files.x(), xs, files.y(), ys);
    int shared = shared(rows);
    if (shared == 0 && (xs.isCounting() || ys.isCounting())) {
      requireRows(files.y(), y.rows(), y.notes());
      table.add(null);
      notePlaced(ys.isCounting() ? files.y() : files.x(), "only counts its rows");
      return;
    }
    requireHalf(files.x(), xs, files.y(), ys, shared, Math.min(xs.rows(), ys.rows()));
    table.add(rows);
    unique = true;
    notes.add(
        "%s and %s are joined by row name: %s pairs of %s and %s rows%s"
            .formatted(
                title(files.x()),
                title(files.y()),
                grouped(shared),
                grouped(xs.rows()),
                grouped(ys.rows()),
                rest(xs.rows() - shared, ys.rows() - shared)));
  }

  /** Says how many rows have no partner. */
  private String rest(long onlyX, long onlyY) {
    return onlyX == 0 && onlyY == 0
        ? ", which stand in different orders"
        : "; %s only in %s, %s only in %s"
            .formatted(grouped(onlyX), title(files.x()), grouped(onlyY), title(files.y()));
  }

  /** What readers left out may explain why the numbers of rows differ. */
  private void requireRows(Piece piece, long rows, List<String> notesOfPiece) {
    List<String> reasons =
        Stream.concat(x.notes().stream(), notesOfPiece.stream()).distinct().toList();
    mistakes.require(
        rows == x.rows(),
        "%s must have as many rows as %s, %d, but has %d%s",
        piece,
        files.x(),
        x.rows(),
        rows,
        reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")");
  }

  private boolean joinLabels(String name) {
    Piece piece = files.labels().get(name);
    Labels opened = labels.get(name);
    Optional<RowNames> ours = x.rowNames();
    Optional<RowNames> theirs = opened.rowNames();
    boolean areNamed = ours.isPresent() && theirs.isPresent();
    if (areNamed && ours.get().isSameOrder(theirs.get())) {
      table.add(table.column(X));
    } else if (areNamed && !(ours.get().isCounting() && theirs.get().isCounting())) {
      joinByName(piece, opened, ours.get(), theirs.get());
    } else {
      placeLabels(piece, opened);
    }
    return true;
  }

  private void placeLabels(Piece piece, Labels opened) {
    requireRows(piece, opened.rows(), opened.notes());
    table.add(table.column(X));
    if (unique) {
      notes.add(
          "%s is paired with %s by place: its rows have no names"
              .formatted(title(piece), title(files.x())));
    }
  }

  private void joinByName(Piece piece, Labels opened, RowNames ours, RowNames theirs) {
    int[] rows = find(files.x(), ours, piece, theirs);
    int[] ofPairs = new int[table.pairs()];
    for (int pair = 0; pair < ofPairs.length; pair++) {
      ofPairs[pair] = rows[table.row(X, pair)];
    }
    int shared = shared(ofPairs);
    if (shared == 0 && (ours.isCounting() || theirs.isCounting())) {
      placeLabels(piece, opened);
      return;
    }
    requireHalf(files.x(), ours, piece, theirs, shared, ofPairs.length);
    notes.add(
        "%s is joined by row name: %s of %s pairs have a label"
            .formatted(title(piece), grouped(shared), grouped(ofPairs.length)));
    table.add(ofPairs);
  }

  /** Returns the row of {@code theirs} that has the name of each row of {@code ours}. */
  private int[] find(Piece piece, RowNames ours, Piece other, RowNames theirs) {
    NameIndex index = new NameIndex(theirs);
    if (index.hasRepeated()) {
      throw repeated(other, piece, index.repeated());
    }
    int[] rows = new int[Math.toIntExact(ours.rows())];
    BitSet taken = new BitSet();
    for (int row = 0; row < rows.length; row++) {
      rows[row] = index.find(ours.name(row));
      if (rows[row] >= 0 && taken.get(rows[row])) {
        throw repeated(piece, other, new NameIndex(ours).repeated());
      }
      if (rows[row] >= 0) {
        taken.set(rows[row]);
      }
    }
    return rows;
  }

  private static StartFailure repeated(Piece piece, Piece other, String example) {
    return new StartFailure(
        "%s must name each row once to be joined with %s by name but has %s"
            .formatted(piece, other, example));
  }

  private static int shared(int[] rows) {
    int shared = 0;
    for (int row : rows) {
      shared += row == RowTable.NONE ? 0 : 1;
    }
    return shared;
  }

  private static void requireHalf(
      Piece piece, RowNames ours, Piece other, RowNames theirs, int shared, long possible) {
    if (2L * shared < possible || shared == 0) {
      throw new StartFailure(
          "%s and %s must share the names of at least half of their rows but share %s of %s (%s begins with \"%s\", %s with \"%s\")"
              .formatted(
                  piece,
                  other,
                  grouped(shared),
                  grouped(possible),
                  piece.shortName(),
                  ours.text(0),
                  other.shortName(),
                  theirs.text(0)));
    }
  }

  private JoinedRows result() {
    SortedMap<String, Labels> joined = new TreeMap<>();
    int column = 2;
    for (String name : labels.keySet()) {
      joined.put(name, labels(labels.get(name), column++));
    }
    return new JoinedRows(
        features(x, X),
        features(y, 1),
        joined,
        unique ? Optional.of(new PairNames(x.rowNames().orElseThrow(), rows(X))) : Optional.empty(),
        x.rows(),
        table.isByPlace(),
        notes);
  }

  private Features features(Features whole, int column) {
    return rows(column) == null ? whole : new JoinedFeatures(whole, rows(column));
  }

  private Labels labels(Labels whole, int column) {
    return rows(column) == null ? whole : new JoinedLabels(whole, rows(column));
  }

  /** Returns a column of the table, which lacks those of files that cannot be joined. */
  private int[] rows(int column) {
    return column < table.columns() ? table.column(column) : null;
  }

  private String title(Piece piece) {
    boolean isShortUnique = !files.x().shortName().equals(files.y().shortName());
    return isShortUnique ? piece.shortName() : piece.toString();
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
