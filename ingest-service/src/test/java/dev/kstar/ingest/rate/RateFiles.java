package dev.kstar.ingest.rate;

import dev.kstar.ingest.NpyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** The files that are read, the same values in each. */
final class RateFiles {
  static final String NPY = "x.npy";
  static final String CSV = "x.csv";

  private RateFiles() {}

  static void write(Path folder, int pairs) throws IOException {
    Random random = new Random(1);
    float[] values = new float[pairs * Contestant.WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    NpyBytes.matrix(folder.resolve(NPY), pairs, Contestant.WIDTH, values);
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
