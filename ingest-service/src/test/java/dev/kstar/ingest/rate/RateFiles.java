package dev.kstar.ingest.rate;

import dev.kstar.ingest.NpyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** The files that are read, the same values in each: two arrays, and one table of both. */
final class RateFiles {
  static final String NPY_X = "x.npy";
  static final String NPY_Y = "y.npy";
  static final String CSV = "x.csv";

  private RateFiles() {}

  static void write(Path folder, int pairs) throws IOException {
    Random random = new Random(1);
    float[] values = new float[pairs * Contestant.WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    NpyBytes.matrix(folder.resolve(NPY_X), pairs, Contestant.WIDTH, values);
    NpyBytes.matrix(folder.resolve(NPY_Y), pairs, Contestant.WIDTH, values);
    try (var out = Files.newBufferedWriter(folder.resolve(CSV))) {
      for (int i = 0; i < values.length; i++) {
        out.write(String.valueOf(values[i]));
        out.write(i % Contestant.WIDTH == Contestant.WIDTH - 1 ? '\n' : ',');
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
