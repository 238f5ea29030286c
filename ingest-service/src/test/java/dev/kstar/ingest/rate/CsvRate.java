package dev.kstar.ingest.rate;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.csv.CsvFeatures;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Spool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows per second from a text of numbers into a {@link Spool}, by ingest's own reader and by
 * Commons CSV with {@link Float#parseFloat}, in turn and in one run; both must give the same
 * values. Not a test:
 *
 * <pre>mvn -Pingest-rate -pl ingest-service -am -Dquick -Dbench=CsvRate verify</pre>
 */
public final class CsvRate {
  private static final int WIDTH = 20;
  private static final int ROUNDS = 5;
  private static final int ROWS = 300_000;
  private static final PrintStream OUT = System.out;

  private CsvRate() {}

  /** Reads a text of one file's rows into what can be read in any order. */
  private interface Reader {
    Features read(Path file) throws IOException;
  }

  /** Prints a line a round. */
  public static void main(String... args) throws IOException {
    Path file = Files.createTempFile("csv-rate", ".csv");
    write(file);
    double[] ratios = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) { // the first one warms up
      double own = seconds(each -> CsvFeatures.read(Piece.all(each), CsvFormat.DEFAULT), file);
      double commons = seconds(CsvRate::commons, file);
      if (round >= 0) {
        ratios[round] = commons / own;
        OUT.println(
            String.format(
                Locale.ROOT, "own %.0f rows/s, Commons CSV %.0f", ROWS / own, ROWS / commons));
      }
    }
    Arrays.sort(ratios);
    OUT.println(String.format(Locale.ROOT, "median ratio %.1f", ratios[ROUNDS / 2]));
    requireSame(CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT), commons(file));
    Files.delete(file);
  }

  private static void write(Path file) throws IOException {
    Random random = new Random(1);
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < ROWS * WIDTH; i++) {
        out.write(String.valueOf((float) random.nextGaussian()));
        out.write(i % WIDTH == WIDTH - 1 ? '\n' : ',');
      }
    }
  }

  private static double seconds(Reader reader, Path file) throws IOException {
    long start = System.nanoTime();
    Features features = reader.read(file);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (features.rows() != ROWS) {
      throw new IllegalStateException(features.rows() + " rows instead of " + ROWS);
    }
    return seconds;
  }

  private static Features commons(Path file) throws IOException {
    float[] values = new float[WIDTH];
    try (var text = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.parse(text, CSVFormat.DEFAULT);
        Spool spool = Spool.of(file, WIDTH)) {
      for (CSVRecord row : parser) {
        for (int i = 0; i < WIDTH; i++) {
          values[i] = Float.parseFloat(row.get(i));
        }
        spool.add(values);
      }
      return spool.features();
    }
  }

  private static void requireSame(Features own, Features commons) {
    byte[] first = new byte[WIDTH * Float.BYTES];
    byte[] second = new byte[WIDTH * Float.BYTES];
    for (long row = 0; row < ROWS; row++) {
      long[] rows = {row};
      if (own.read(rows, 1, first) != 0
          || commons.read(rows, 1, second) != 0
          || !Arrays.equals(first, second)) {
        throw new IllegalStateException("row %d differs".formatted(row));
      }
    }
  }
}
