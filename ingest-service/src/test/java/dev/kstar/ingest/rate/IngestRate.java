package dev.kstar.ingest.rate;

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
import java.util.logging.Level;
import org.jboss.logmanager.Logger;

/**
 * Pairs per second of each source as a ratio to Kafka's own producer, which sends ready-made bytes
 * of the same size to the same broker: the floor. Each source has a process of its own and so has
 * its floor, which runs as often: a process becomes faster with every run for a long time, and one
 * floor for all would be further on than any of them. That the floor beside itself comes to 1 is
 * shown by the same means. All in one run, in turn, what stands first in one round last in the
 * next, so that what else the machine does meets both; the median of the rounds counts. What a run
 * has brought is counted on the topics, and a wrong count ends the program. Not a test:
 *
 * <pre>mvn -Pingest-rate -pl ingest-service -am -Dquick verify</pre>
 */
public final class IngestRate {
  static final String FLOOR = "floor";
  static final List<String> NAMES = List.of(FLOOR, "synthetic", "npy", "csv", "push");

  /** Until what runs often is compiled. */
  private static final int WARM_UP = 5;

  /** The floor, and the client of {@code push}, hold what they send ready. */
  private static final List<String> READY_MADE = List.of("-Xmx1500m");

  private static final PrintStream OUT = System.out;

  /** A source and its floor, one right after the other. */
  private record Heat(Took floor, Took took) {
    double ratio() {
      return (double) floor.nanos() / took.nanos();
    }
  }

  private record Source(Forked floor, Forked process, List<Heat> heats) {
    Heat run(boolean floorFirst) throws IOException {
      if (floorFirst) {
        return new Heat(floor.run(), process.run());
      }
      Took took = process.run();
      return new Heat(floor.run(), took);
    }
  }

  private final List<Source> sources;
  private final int rounds;
  private final int pairs;

  private IngestRate(List<Source> sources, int rounds, int pairs) {
    this.sources = sources;
    this.rounds = rounds;
    this.pairs = pairs;
  }

  /**
   * Prints one line a source.
   *
   * @param args number of rounds, pairs in each, then the names of the sources; all of them without
   */
  public static void main(String... args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    int rounds = Integer.parseInt(args[0]);
    int pairs = Integer.parseInt(args[1]);
    List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : NAMES;
    Path folder = Files.createTempDirectory("ingest-rate");
    RateFiles.write(folder, pairs);
    try (KafkaCluster cluster = KafkaBroker.started(1)) {
      List<Source> sources = new ArrayList<>();
      for (String name : names) {
        Forked floor = forked(FLOOR, cluster, folder, pairs);
        sources.add(new Source(floor, forked(name, cluster, folder, pairs), new ArrayList<>()));
      }
      new IngestRate(sources, rounds, pairs).compare();
      for (Source source : sources) {
        source.process().close();
        source.floor().close();
      }
    }
    RateFiles.delete(folder);
    System.exit(0);
  }

  private static Forked forked(String name, KafkaCluster cluster, Path folder, int pairs)
      throws IOException {
    List<String> heap =
        name.equals(FLOOR) || name.equals("push") ? READY_MADE : Packaged.heap("-Xmx256m");
    return new Forked(name, heap, cluster.getBootstrapServers(), folder, pairs);
  }

  private void compare() throws IOException {
    for (int round = 1 - WARM_UP; round <= rounds; round++) {
      print("round %d, load %.1f:", round, load());
      for (Source source : sources) {
        Heat heat = source.run(round % 2 == 0);
        print("  %s %.0f of %.0f", source.process().name(), rate(heat.took()), rate(heat.floor()));
        if (round > 0) {
          source.heats().add(heat);
        }
      }
      print("%n");
    }
    print("%n");
    line("all floors", sources.stream().flatMap(s -> s.heats().stream()).map(Heat::floor).toList());
    for (Source source : sources) {
      line(source.process().name(), source.heats().stream().map(Heat::took).toList());
      double[] ratios = source.heats().stream().mapToDouble(Heat::ratio).sorted().toArray();
      print(
          "           of the floor right beside it: %.2f (%.2f to %.2f)%n",
          median(ratios), ratios[0], ratios[ratios.length - 1]);
    }
  }

  private void line(String name, List<Took> took) {
    double[] rates = took.stream().mapToDouble(this::rate).sorted().toArray();
    print(
        "%-10s %,.0f pairs/s (%,.0f to %,.0f), CPU %.2f us a pair%n",
        name,
        median(rates),
        rates[0],
        rates[rates.length - 1],
        median(took.stream().mapToDouble(this::micros).toArray()));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String format, Object... values) {
    OUT.print(String.format(Locale.ROOT, format, values));
    OUT.flush();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** Processor time of a pair. */
  private double micros(Took took) {
    return took.cpuNanos() / 1e3 / pairs;
  }

  private double rate(Took took) {
    return pairs * 1e9 / took.nanos();
  }
}
