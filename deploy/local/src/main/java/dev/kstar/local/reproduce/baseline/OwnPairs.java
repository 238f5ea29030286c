package dev.kstar.local.reproduce.baseline;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.source.file.ColumnReview;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.JoinedRows;
import dev.kstar.local.job.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The user's own pairs in memory, for the baseline, checked.
 *
 * @param labels by name, one for each row
 * @param ids of the pairs in ingest, in UTF-8, by row
 * @param notes what was guessed or left out, as ingest tells it
 */
public record OwnPairs(
    Matrix x, Matrix y, Map<String, int[]> labels, LongFunction<byte[]> ids, List<String> notes) {
  /** Fewer held-out pairs than this tell nothing about retrieval or dimension. */
  static final int LEAST = 200;

  /**
   * Reads all files with every column; what is wrong with them goes to {@code mistakes}, one
   * sentence each.
   */
  public static OwnPairs read(Source.Files files, double holdout, List<String> mistakes) {
    return read(files, holdout, mistakes, false);
  }

  /** As {@link #read}, without the columns that ingest leaves out: what models are trained on. */
  public static OwnPairs readReviewed(Source.Files files, double holdout, List<String> mistakes) {
    return read(files, holdout, mistakes, true);
  }

  private static OwnPairs read(
      Source.Files files, double holdout, List<String> mistakes, boolean isReviewed) {
    List<String> found = new ArrayList<>();
    Features first = table(files.x(), files.format(), isReviewed, found);
    Features second = table(files.y(), files.format(), isReviewed, found);
    OwnPairs pairs =
        found.isEmpty() && first.rowNames().isPresent() && second.rowNames().isPresent()
            ? joined(files, first, second, isReviewed, found)
            : byPlace(files, first, second, isReviewed, found);
    if (found.isEmpty()) {
      check(files, holdout, pairs, found);
    }
    mistakes.addAll(found);
    return pairs;
  }

  private static OwnPairs byPlace(
      Source.Files files, Features first, Features second, boolean isReviewed, List<String> found) {
    Features[] tables = {first, second};
    if (isReviewed && found.isEmpty() && first.rows() == second.rows()) {
      tables = reviewed(files, first, second, found);
    }
    Matrix x = matrix(tables[0], found);
    Matrix y = matrix(tables[1], found);
    Map<String, int[]> labels = new LinkedHashMap<>();
    for (Source.Labels label : files.labels()) {
      labels.put(label.name(), classes(label.piece(), files.format(), x.rows(), found));
    }
    return new OwnPairs(
        x,
        y,
        labels,
        row -> ("row-" + row).getBytes(StandardCharsets.UTF_8),
        notes(tables, List.of()));
  }

  private static OwnPairs joined(
      Source.Files files, Features first, Features second, boolean isReviewed, List<String> found) {
    try {
      JoinedRows joined = PairFiles.joined(files, first, second);
      Features[] tables = {joined.x(), joined.y()};
      if (isReviewed) {
        tables = reviewed(files, joined.x(), joined.y(), found);
      }
      Map<String, int[]> labels = new LinkedHashMap<>();
      for (Source.Labels label : files.labels()) {
        labels.put(label.name(), PairFiles.classes(joined.labels().get(label.name())));
      }
      return new OwnPairs(
          PairFiles.matrix(tables[0]),
          PairFiles.matrix(tables[1]),
          labels,
          joined::id,
          notes(tables, joined.notes()));
    } catch (IllegalArgumentException e) {
      e.getMessage().lines().forEach(found::add);
      return new OwnPairs(
          Matrix.zeros(0, 1), Matrix.zeros(0, 1), Map.of(), row -> new byte[0], List.of());
    }
  }

  private static Features[] reviewed(
      Source.Files files, Features x, Features y, List<String> found) {
    try {
      ColumnReview.Modalities reviewed = PairFiles.reviewed(files, x, y);
      return new Features[] {reviewed.x(), reviewed.y()};
    } catch (IllegalArgumentException e) {
      found.add(e.getMessage());
      return new Features[] {x, y};
    }
  }

  private static List<String> notes(Features[] tables, List<String> further) {
    return Stream.concat(
            Stream.of(tables).filter(Objects::nonNull).flatMap(table -> table.notes().stream()),
            further.stream())
        .distinct()
        .toList();
  }

  /** Rows that ingest holds out, or those that it does not. */
  public int[] side(double holdout, boolean held) {
    HoldoutSplit split = new HoldoutSplit(holdout);
    return IntStream.range(0, x.rows())
        .filter(row -> split.holdsOut(ids.apply(row)) == held)
        .toArray();
  }

  /** The table, or null if it cannot be read. */
  private static Features table(
      Source.Piece piece, Source.Format format, boolean isReviewed, List<String> found) {
    try {
      Features table = PairFiles.table(piece, format);
      return isReviewed ? PairFiles.withoutIndex(piece, table) : table;
    } catch (IllegalArgumentException e) {
      found.add(e.getMessage());
      return null;
    }
  }

  private static Matrix matrix(Features table, List<String> found) {
    try {
      return table == null ? Matrix.zeros(0, 1) : PairFiles.matrix(table);
    } catch (IllegalArgumentException e) {
      found.add(e.getMessage());
      return Matrix.zeros(0, 1);
    }
  }

  private static int[] classes(
      Source.Piece piece, Source.Format format, int rows, List<String> found) {
    try {
      int[] classes = PairFiles.labels(piece, format);
      if (found.isEmpty() && classes.length != rows) {
        found.add(
            "%s must hold one label for each of %d pairs but holds %d"
                .formatted(words(piece), rows, classes.length));
      }
      return classes;
    } catch (IllegalArgumentException e) {
      found.add(e.getMessage());
      return new int[0];
    }
  }

  private static String words(Source.Piece piece) {
    return piece.at(piece.file().toString());
  }

  private static void check(
      Source.Files files, double holdout, OwnPairs pairs, List<String> found) {
    Matrix x = pairs.x();
    Matrix y = pairs.y();
    if (x.rows() != y.rows()) {
      found.add(
          "%s must have as many rows as %s, %d, but has %d"
              .formatted(words(files.y()), words(files.x()), x.rows(), y.rows()));
    }
    int held = pairs.side(holdout, true).length;
    if (held < LEAST) {
      found.add(
          "%d pairs with --holdout %s leave %d to evaluate on, and at least %d are needed"
              .formatted(x.rows(), holdout, held, LEAST));
    }
    columns(words(files.x()), x, found);
    columns(words(files.y()), y, found);
  }

  private static void columns(String file, Matrix matrix, List<String> found) {
    List<Integer> constant = new ArrayList<>();
    for (int j = 0; j < matrix.columns(); j++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < matrix.rows(); i++) {
        double value = matrix.at(i, j);
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      if (low == high) {
        constant.add(j);
      }
    }
    if (!constant.isEmpty()) {
      found.add(
          "%s must have columns that vary but column %d, counted from 0, is constant%s"
              .formatted(
                  file,
                  constant.get(0),
                  constant.size() == 1 ? "" : " (and %d more)".formatted(constant.size() - 1)));
    }
  }
}
