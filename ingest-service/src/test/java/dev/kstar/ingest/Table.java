package dev.kstar.ingest;

import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.npy.NpyFeatures;
import dev.kstar.ingest.source.npy.NpyLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pairs in memory.
 *
 * @param x [rows, dx]
 * @param y [rows, dy]
 * @param labels class of each row
 */
record Table(float[][] x, float[][] y, int[] labels) {
  static Table of(int rows, IntFunction<float[]> x, IntFunction<float[]> y, int classes) {
    return new Table(
        IntStream.range(0, rows).mapToObj(x).toArray(float[][]::new),
        IntStream.range(0, rows).mapToObj(y).toArray(float[][]::new),
        IntStream.range(0, rows).map(row -> row % classes).toArray());
  }

  /** The files x.npy, y.npy and labels.npy of a folder. */
  static Table read(Path folder) {
    var x = NpyFeatures.open(folder.resolve("x.npy"));
    var y = NpyFeatures.open(folder.resolve("y.npy"));
    var labels = NpyLabels.open(folder.resolve("labels.npy"));
    Table table =
        new Table(
            new float[(int) x.rows()][], new float[(int) y.rows()][], new int[(int) x.rows()]);
    for (int row = 0; row < table.rows(); row++) {
      table.x[row] = Read.row(x, row);
      table.y[row] = Read.row(y, row);
      labels.read(row, table.labels, row);
    }
    return table;
  }

  /** The folders below one that have such files. */
  static List<Path> foldersIn(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders
          .filter(
              folder ->
                  Stream.of("x.npy", "y.npy", "labels.npy")
                      .allMatch(file -> Files.isReadable(folder.resolve(file))))
          .sorted()
          .toList();
    }
  }

  int rows() {
    return x.length;
  }

  int dx() {
    return x[0].length;
  }

  int dy() {
    return y[0].length;
  }
}
