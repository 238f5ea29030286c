package dev.kstar.trainer.replay;

import dev.kstar.learning.snapshot.Difference;
import dev.kstar.learning.snapshot.FileContent;
import dev.kstar.learning.snapshot.MalformedSnapshotException;
import dev.kstar.learning.snapshot.Seal;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.service.StartFailure;
import dev.kstar.trainer.config.BatchOrder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * {@code replay --snapshot FILE [--batches FILE]}: rebuilds the snapshot from the log at {@code
 * -Dkafka.bootstrap.servers} in this process and says whether every bit is the same.
 */
public final class ReplayMain {
  /** Exit codes. */
  static final int IDENTICAL = 0;

  static final int DIFFERENT = 1;
  static final int IMPOSSIBLE = 2;

  private static final String KAFKA = "kafka.";
  private static final String DEVICE = "kstar.device";
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream out;
  private long lastReport = System.nanoTime();

  private ReplayMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Does what the options say and tells it on {@code out}; what stands in the way goes to {@code
   * err}.
   *
   * @return the exit code: 0 identical, 1 different, 2 it cannot be rebuilt
   */
  public static int run(List<String> options, PrintStream out, PrintStream err) {
    try {
      return new ReplayMain(out).replay(options(options));
    } catch (ReplayFailure | MalformedSnapshotException | StartFailure e) {
      err.println("replay: " + e.getMessage());
      return IMPOSSIBLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return IMPOSSIBLE;
    }
  }

  private static Map<String, String> options(List<String> options) {
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i + 1 < options.size(); i += 2) {
      byName.put(options.get(i), options.get(i + 1));
    }
    if (options.size() % 2 != 0
        || !byName.containsKey("--snapshot")
        || !List.of("--snapshot", "--batches").containsAll(byName.keySet())) {
      throw new ReplayFailure(
          "the options must be --snapshot FILE and perhaps --batches FILE but were " + options);
    }
    return byName;
  }

  private int replay(Map<String, String> options) throws InterruptedException {
    Snapshot snapshot = read(Path.of(options.get("--snapshot")));
    Provenance provenance = provenance(snapshot, options.get("--batches"));
    Map<String, Object> kafka = kafka(System.getProperties());
    out.printf(
        Locale.ROOT,
        "rebuilding %s from %s at %s: %d batches, %s%n",
        snapshot.metadata().id(),
        provenance.topic(),
        kafka.get("bootstrap.servers"),
        provenance.batches(),
        snapshot.metadata().further().get("offsets"));
    if (provenance.earlierBatches() > 0) {
      out.printf(
          Locale.ROOT,
          "its first %,d batches are of an earlier version and may hold a pair twice; they are made"
              + " again as they were%n",
          provenance.earlierBatches());
    }
    long start = System.nanoTime();
    List<Difference> differences =
        new Replay(provenance, kafka).run(batch -> report(batch, provenance.batches()));
    double seconds = (System.nanoTime() - start) * 1e-9;
    return verdict(snapshot, differences, seconds);
  }

  private int verdict(Snapshot snapshot, List<Difference> differences, double seconds) {
    if (differences.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "identical: every tensor, temperature and norm; model SHA-256 %s; %.1f s%n",
          Seal.model(snapshot),
          seconds);
      return IDENTICAL;
    }
    out.println("different: what the log gives is not the snapshot");
    differences.forEach(difference -> out.println("  " + difference));
    return DIFFERENT;
  }

  private void report(long batch, long of) {
    if (System.nanoTime() - lastReport > REPORT_NANOS) {
      out.printf(Locale.ROOT, "batch %d of %d%n", batch, of);
      lastReport = System.nanoTime();
    }
  }

  private static Snapshot read(Path file) {
    try {
      return Seal.open(FileContent.read(file));
    } catch (IOException e) {
      throw new ReplayFailure("%s cannot be read: %s".formatted(file, e), e);
    } catch (MalformedSnapshotException e) {
      throw new ReplayFailure("%s is no whole snapshot: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Provenance provenance(Snapshot snapshot, String batches) {
    String device = System.getProperty(DEVICE);
    Provenance told = Provenance.of(snapshot, device == null ? Map.of() : Map.of(DEVICE, device));
    Provenance provenance = batches == null ? told : told.with(Path.of(batches));
    boolean recorded = provenance.config().batch().order() == BatchOrder.ARRIVAL;
    if (recorded && !Files.exists(provenance.journal().orElseThrow())) {
      throw new ReplayFailure(
          "its batches were made in order of arrival and recorded in %s, which is not here; name a"
                  .formatted(provenance.journal().get())
              + " copy with --batches");
    }
    return provenance;
  }

  private static Map<String, Object> kafka(Properties properties) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", "localhost:9092");
    properties
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith(KAFKA)) {
                settings.put(name.substring(KAFKA.length()), properties.getProperty(name));
              }
            });
    return settings;
  }
}
