package dev.kstar.ingest.rate;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import org.jboss.logmanager.Logger;

/**
 * The process of one contestant: it runs once for every line on its standard input, and answers
 * with a line of nanoseconds by the clock and of the processor; the end of its input ends it. Java
 * compiles a piece of code for how it is used, and a service has one source: in one process with
 * the others, each would be compiled for all.
 */
public final class Racer {
  private Racer() {}

  /**
   * @param args the contestant's name, the broker's servers, its process, a folder, and pairs
   */
  public static void main(String... args) throws Exception {
    // as in the service: without a level of its own every send writes a line for the trace
    Logger.getLogger("").setLevel(Level.WARNING);
    ProcessHandle broker = ProcessHandle.of(Long.parseLong(args[2])).orElseThrow();
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Contestant contestant =
        contestant(args[0], args[1], broker, Path.of(args[3]), Integer.parseInt(args[4]))) {
      while (asked.readLine() != null) {
        System.gc(); // of what counting has left behind, which a service does not do
        Took took = contestant.run();
        System.out.println(took.nanos() + " " + took.cpuNanos());
      }
    }
    System.exit(0);
  }

  private static Contestant contestant(
      String name, String servers, ProcessHandle broker, Path folder, int pairs) {
    return switch (name) {
      case IngestRate.FLOOR -> new Floor(servers, broker, pairs);
      case "synthetic" -> new Sourced(name, servers, broker, pairs);
      case "npy" -> files(name, servers, broker, pairs, folder, RateFiles.NPY_X, RateFiles.NPY_Y);
      case "csv" -> files(name, servers, broker, pairs, folder, RateFiles.CSV, RateFiles.CSV);
      case "push" -> new Pushing(servers, broker, folder, pairs);
      default ->
          throw new IllegalArgumentException(
              "a contestant must be one of %s but was \"%s\"".formatted(IngestRate.NAMES, name));
    };
  }

  private static Contestant files(
      String name,
      String servers,
      ProcessHandle broker,
      int pairs,
      Path folder,
      String x,
      String y) {
    Object[] settings = {
      "ingest.source", name, "ingest.x", folder.resolve(x), "ingest.y", folder.resolve(y)
    };
    return new Sourced(name, servers, broker, pairs, settings);
  }
}
