package dev.kstar.ingest.source.file;

import dev.kstar.ingest.config.Piece;
import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Leaves out columns that tell where a row stands and not what was measured: an index that a
 * program wrote beside the values, columns that count the rows, and keys that stand in x and in y.
 * Such a column in both modalities would be a variable that they share. Columns that the user chose
 * stay. Whatever is left out, or stays although it looks so, is told in the notes.
 */
public final class ColumnReview {
  private static final Pattern INDEX =
      Pattern.compile("__index_level_\\d+__|Unnamed: \\d+(_level_\\d+)?");

  private static final int NAMES_IN_NOTES = 5;

  private ColumnReview() {}

  /**
   * Both modalities without the columns that are left out.
   *
   * @param x values of x
   * @param y values of y, as many rows
   */
  public record Modalities(Features x, Features y) {}

  /** Whether a program writes that name above an index, as pandas does. */
  public static boolean isIndexName(String name) {
    return INDEX.matcher(name).matches();
  }

  /**
   * Reviews the columns of both modalities, whose rows belong together by their place.
   *
   * @param xPiece where x was read from
   * @param yPiece where y was read from
   * @throws StartFailure when x and y have columns in common and nothing says whether they may
   */
  public static Modalities of(Piece xPiece, Features x, Piece yPiece, Features y) {
    return common(xPiece, withoutIndex(xPiece, x), yPiece, withoutIndex(yPiece, y));
  }

  /**
   * Reviews the columns that x and y have in common, once their rows belong together by their place
   * and neither has an index any more.
   *
   * @throws StartFailure when x and y have columns in common and nothing says whether they may
   */
  public static Modalities common(Piece xPiece, Features x, Piece yPiece, Features y) {
    return new CommonColumns(xPiece, x, yPiece, y).review();
  }

  /** The columns of one file without an index and without those that count its rows. */
  public static Features withoutIndex(Piece piece, Features table) {
    List<String> notes = new ArrayList<>();
    SortedMap<Integer, String> found = new TreeMap<>();
    CountingColumns.find(table)
        .forEach(
            (column, finding) -> {
              if (finding.isFeature()) {
                notes.add(
                    "%s: %s is kept, but %s"
                        .formatted(piece, name(table, column), finding.words()));
              } else {
                found.put(column, finding.words());
              }
            });
    for (int column = 0; column < table.names().size(); column++) {
      if (isIndexName(table.names().get(column))) {
        found.putIfAbsent(column, "pandas writes its index under that name");
      }
    }
    if (found.isEmpty() && notes.isEmpty()) {
      return table;
    }
    boolean alone = !found.isEmpty() && !variesBeside(table, found.keySet());
    found.forEach((column, reason) -> notes.add(note(piece, table, column, reason, alone)));
    boolean keeps = table.isChosen() || alone;
    return without(table, new TreeSet<>(keeps ? List.of() : found.keySet()), notes);
  }

  private static String note(
      Piece piece, Features table, int column, String reason, boolean alone) {
    String place = piece + ": " + name(table, column);
    if (table.isChosen()) {
      return "%s is kept, since it was chosen, but %s".formatted(place, reason);
    }
    if (alone) {
      return "%s is kept, since no other column varies, but %s".formatted(place, reason);
    }
    return "%s is left out, since %s%s"
        .formatted(place, reason, way(piece, table, List.of(column)));
  }

  /** How a column that is left out can be kept, where columns can be chosen. */
  static String way(Piece piece, Features table, Collection<Integer> columns) {
    return table.names().isEmpty() || !piece.selection().isEmpty()
        ? ""
        : "; name the columns, as in %s#%s, to keep it"
            .formatted(piece.file().getFileName(), table.names().get(columns.iterator().next()));
  }

  private static boolean variesBeside(Features table, Collection<Integer> left) {
    RowScan scan = new RowScan(table, 1);
    float[] first = null;
    for (long row = 0; row < table.rows(); row++) {
      scan.read(new long[] {row}, 1);
      if (!scan.isUsable(0)) {
        continue;
      }
      if (first == null) {
        first = new float[table.width()];
        for (int column = 0; column < first.length; column++) {
          first[column] = scan.value(0, column);
        }
      }
      for (int column = 0; column < first.length; column++) {
        if (scan.value(0, column) != first[column] && !left.contains(column)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The table without some of its columns, with further notes. */
  static Features without(Features table, SortedSet<Integer> left, List<String> notes) {
    int[] kept =
        IntStream.range(0, table.width()).filter(column -> !left.contains(column)).toArray();
    return kept.length == table.width()
        ? new TableFeatures(table, table.names(), table.isChosen(), notes)
        : new ColumnSubset(table, kept, notes);
  }

  /** A column in words. */
  static String name(Features table, int column) {
    if (table.names().isEmpty()) {
      return "column " + (column + 1);
    }
    String name = table.names().get(column);
    return name.isEmpty() ? "the column without a name" : "column \"" + Quoted.of(name) + "\"";
  }

  /** Some columns in words. */
  static String names(Features table, Collection<Integer> columns) {
    List<String> first =
        columns.stream().limit(NAMES_IN_NOTES).map(column -> name(table, column)).toList();
    return String.join(", ", first)
        + (columns.size() > NAMES_IN_NOTES
            ? " and %d more".formatted(columns.size() - NAMES_IN_NOTES)
            : "");
  }
}
