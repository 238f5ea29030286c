package dev.kstar.local.reproduce.baseline;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.local.job.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The user's own pairs in memory, for the baseline, checked.
 *
 * @param labels by name, one for each row
 */
public record OwnPairs(Matrix x, Matrix y, Map<String, int[]> labels) {
  /** Fewer held-out pairs than this tell nothing about retrieval or dimension. */
  static final int LEAST = 200;

  /** Reads all files; what is wrong with them goes to {@code mistakes}, one sentence each. */
  public static OwnPairs read(Source.Files files, double holdout, List<String> mistakes) {
    List<String> found = new ArrayList<>();
    Matrix x = matrix(files.x().file(), files.format(), found);
    Matrix y = matrix(files.y().file(), files.format(), found);
    Map<String, int[]> labels = new LinkedHashMap<>();
    for (Source.Labels label : files.labels()) {
      Matrix values = matrix(label.piece().file(), files.format(), found);
      labels.put(label.name(), classes(label, values, x.rows(), found));
    }
    if (found.isEmpty()) {
      check(files, holdout, x, y, found);
    }
    mistakes.addAll(found);
    return new OwnPairs(x, y, labels);
  }

  /** Rows that ingest holds out, or those that it does not. */
  public int[] side(double holdout, boolean held) {
    HoldoutSplit split = new HoldoutSplit(holdout);
    return IntStream.range(0, x.rows())
        .filter(row -> split.holdsOut("row-" + row) == held)
        .toArray();
  }

  private static Matrix matrix(Path file, Source.Format format, List<String> found) {
    try {
      return PairFiles.read(file, format);
    } catch (IllegalArgumentException e) {
      found.add(e.getMessage());
      return Matrix.zeros(0, 1);
    }
  }

  private static int[] classes(Source.Labels label, Matrix values, int rows, List<String> found) {
    if (found.isEmpty() && (values.rows() != rows || values.columns() != 1)) {
      found.add(
          "%s must hold one label for each of %d pairs but holds %d × %d"
              .formatted(label.piece().file(), rows, values.rows(), values.columns()));
    }
    int[] classes = new int[values.rows()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) values.at(i, 0);
    }
    return classes;
  }

  private static void check(
      Source.Files files, double holdout, Matrix x, Matrix y, List<String> found) {
    if (x.rows() != y.rows()) {
      found.add(
          "%s must have as many rows as %s, %d, but has %d"
              .formatted(files.y().file(), files.x().file(), x.rows(), y.rows()));
    }
    int held = new OwnPairs(x, y, Map.of()).side(holdout, true).length;
    if (held < LEAST) {
      found.add(
          "%d pairs with --holdout %s leave %d to evaluate on, and at least %d are needed"
              .formatted(x.rows(), holdout, held, LEAST));
    }
    columns(files.x().file(), x, found);
    columns(files.y().file(), y, found);
  }

  private static void columns(Path file, Matrix matrix, List<String> found) {
    List<Integer> constant = new ArrayList<>();
    for (int j = 0; j < matrix.columns(); j++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < matrix.rows(); i++) {
        double value = matrix.at(i, j);
        if (!Double.isFinite(value)) {
          found.add(
              "row %d, column %d of %s must be finite but is %s".formatted(i, j, file, value));
          return;
        }
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
                  constant.size() == 1 ? "" : ", as are %d more".formatted(constant.size() - 1)));
    }
  }
}
