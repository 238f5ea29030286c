package dev.kstar.ingest.rate;

import dev.kstar.ingest.NpyBytes;
import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;

/**
 * Pairs per second of each source as a ratio to Kafka's own producer, which sends ready-made bytes
 * of the same size to the same broker. All in one run, in turn, so that what else the machine does
 * meets all of them; the median of the rounds counts. What a run has brought is counted on the
 * topics, and a wrong count ends the program. Not a test:
 *
 * <pre>mvn -Pingest-rate -pl ingest-service -am -Dquick verify</pre>
 */
public final class IngestRate {
  private static final PrintStream OUT = System.out;

  private final List<Contestant> contestants;
  private final int rounds;
  private final int pairs;

  private IngestRate(List<Contestant> contestants, int rounds, int pairs) {
    this.contestants = contestants;
    this.rounds = rounds;
    this.pairs = pairs;
  }

  /**
   * Prints one line a source.
   *
   * @param args number of rounds, pairs in each, then the names of the sources; all of them without
   */
  public static void main(String... args) throws Exception {
    // as in the service: without a level of its own every send writes a line for the trace
    Logger.getLogger("").setLevel(Level.WARNING);
    int rounds = Integer.parseInt(args[0]);
    int pairs = Integer.parseInt(args[1]);
    List<String> names = List.of(args).subList(2, args.length);
    Path folder = Files.createTempDirectory("ingest-rate");
    try (KafkaCluster cluster = KafkaBroker.started(1)) {
      List<Contestant> chosen =
          contestants(cluster.getBootstrapServers(), folder, pairs).stream()
              .filter(one -> names.isEmpty() || names.contains(one.name()) || isFloor(one))
              .toList();
      new IngestRate(chosen, rounds, pairs).compare();
      for (Contestant one : chosen) {
        one.close();
      }
    }
    delete(folder);
    System.exit(0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static boolean isFloor(Contestant one) {
    return one instanceof Floor;
  }

  private static List<Contestant> contestants(String servers, Path folder, int pairs)
      throws IOException {
    float[] values = values(pairs);
    Path npy = NpyBytes.matrix(folder.resolve("x.npy"), pairs, Contestant.WIDTH, values);
    Path csv = csv(folder.resolve("x.csv"), values);
    return List.of(
        new Floor(servers, pairs),
        new Sourced("synthetic", servers, pairs),
        new Sourced(
            "npy", servers, pairs, "ingest.source", "npy", "ingest.x", npy, "ingest.y", npy),
        new Sourced(
            "csv", servers, pairs, "ingest.source", "csv", "ingest.x", csv, "ingest.y", csv),
        new Pushing(servers, folder, pairs));
  }

  private void compare() throws Exception {
    List<Took[]> measured = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Took[] took = new Took[contestants.size()];
      for (int i = 0; i < took.length; i++) {
        took[i] = contestants.get(i).run();
      }
      print("round %d, load %.1f: %s%n", round, load(), text(took));
      if (round > 0) { // the first one warms up
        measured.add(took);
      }
    }
    for (int i = 0; i < contestants.size(); i++) {
      int which = i;
      print(
          "%-10s %9.0f pairs/s  ratio %.2f  CPU %.2f us a pair%n",
          contestants.get(i).name(),
          median(measured.stream().mapToDouble(took -> rate(took[which])).toArray()),
          median(measured.stream().mapToDouble(t -> rate(t[which]) / rate(t[0])).toArray()),
          median(measured.stream().mapToDouble(t -> micros(t[which])).toArray()));
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private String text(Took[] took) {
    return Arrays.stream(took)
        .map(one -> String.format(Locale.ROOT, "%.0f/s at %.1f us", rate(one), micros(one)))
        .collect(Collectors.joining(", "));
  }

  private static void print(String format, Object... values) {
    OUT.print(String.format(Locale.ROOT, format, values));
    OUT.flush();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Processor time of a pair. */
  private double micros(Took took) {
    return took.cpuNanos() / 1e3 / pairs;
  }

  private double rate(Took took) {
    return pairs * 1e9 / took.nanos();
  }

  private static float[] values(int pairs) {
    Random random = new Random(1);
    float[] values = new float[pairs * Contestant.WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Path csv(Path file, float[] values) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < values.length; i++) {
        out.write(String.valueOf(values[i]));
        out.write(i % Contestant.WIDTH == Contestant.WIDTH - 1 ? '\n' : ',');
      }
    }
    return file;
  }
}
