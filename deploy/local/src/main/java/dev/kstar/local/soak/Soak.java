package dev.kstar.local.soak;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.PaperProtocol;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.LocalSystem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Trains at full speed for so many minutes, looks at every process every ten seconds, and says
 * whether memory, heap, handles, threads or native arrays grow. Exit code 0: all are level. {@code
 * deploy/local/soak} starts it.
 */
public final class Soak {
  private static final double HOLDOUT = 0.05;
  private static final long EVERY_SECONDS = 10;

  /** A collection of the whole heap costs the system some speed. */
  private static final int LOOKS_PER_COLLECTION = 6;

  /** Of the time that counts as warm-up, in which heaps grow to their size and code is compiled. */
  private static final double WARM_UP = 0.3;

  private static final double SECONDS_PER_MINUTE = 60;

  private final double seconds;
  private final Course course = new Course();
  private final Map<String, Probe> probes = new LinkedHashMap<>();

  private Soak(double minutes) {
    this.seconds = minutes * SECONDS_PER_MINUTE;
  }

  /**
   * Runs the soak.
   *
   * @param arguments the minutes, by default 20
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 20;
    LocalSystem system = new LocalSystem(Installation.own(), Optional.empty());
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "soak-end"));
    boolean level;
    try {
      system.start(job(), words -> System.out.println(words));
      level = new Soak(minutes).run(system);
    } finally {
      system.close();
    }
    System.exit(level ? 0 : 1);
  }

  /** What {@code ./kstar demo} trains, without its end. */
  private static Job job() {
    return new Job(
        new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0),
        HOLDOUT,
        List.of(20),
        1,
        List.of(),
        PaperProtocol.BATCH,
        Double.parseDouble(PaperProtocol.LEARNING_RATE),
        1,
        OptionalLong.empty());
  }

  private boolean run(LocalSystem system) throws IOException, InterruptedException {
    attach(system);
    long start = System.nanoTime();
    try {
      for (int look = 0; elapsed(start) < seconds; look++) {
        look(elapsed(start), look % LOOKS_PER_COLLECTION == 0);
        system.check();
        TimeUnit.SECONDS.sleep(EVERY_SECONDS);
      }
      look(elapsed(start), true);
    } finally {
      for (Probe probe : probes.values()) {
        probe.close();
      }
    }
    return verdict();
  }

  private void attach(LocalSystem system) throws IOException {
    Map<String, Integer> metrics =
        Map.of(
            "ingest", system.ports().ingest(),
            "trainer", system.ports().trainer(),
            "evaluator", system.ports().evaluator());
    for (String process : List.of("broker", "ingest", "trainer", "evaluator")) {
      long pid = Long.parseLong(system.description().get(process + ".pid"));
      Integer port = metrics.get(process);
      probes.put(
          process, Probe.attach(pid, port == null ? OptionalInt.empty() : OptionalInt.of(port)));
    }
  }

  private static double elapsed(long startNanos) {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  private void look(double at, boolean collect) throws IOException, InterruptedException {
    for (Map.Entry<String, Probe> each : probes.entrySet()) {
      Map<Quantity, Double> seen = each.getValue().look(collect);
      course.add(each.getKey(), at, seen);
      System.out.printf(Locale.ROOT, "%6.0f s  %-9s %s%n", at, each.getKey(), words(seen));
    }
  }

  private static String words(Map<Quantity, Double> seen) {
    StringBuilder words = new StringBuilder();
    seen.forEach(
        (quantity, value) ->
            words.append(String.format(Locale.ROOT, "  %s %.1f", quantity, value)));
    return words.toString();
  }

  private boolean verdict() {
    double from = seconds * WARM_UP;
    System.out.printf(
        Locale.ROOT, "%nThe lines through all looks from second %.0f to %.0f:%n%n", from, seconds);
    course.table(from).forEach(System.out::println);
    List<String> growing = course.growing(from);
    System.out.println();
    System.out.println(growing.isEmpty() ? "all level" : "GROWS: " + String.join("; ", growing));
    return growing.isEmpty();
  }
}
