package dev.kstar.local.reproduce.run;

import dev.kstar.local.reproduce.experiment.Results;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.view.Screen;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Makes all runs that are not complete yet, one after the other. For one thread. */
public final class Reproduction {
  private final Runner runner;
  private final RunStore store;
  private final Screen screen;
  private final LongSupplier nanos;

  /**
   * @param nanos the present, as {@link System#nanoTime}
   */
  public Reproduction(Runner runner, RunStore store, Screen screen, LongSupplier nanos) {
    this.runner = runner;
    this.store = store;
    this.screen = screen;
    this.nanos = nanos;
  }

  /**
   * Blocks until every run is complete.
   *
   * @param wanted in any order; equal ones are made once
   * @throws dev.kstar.local.process.SystemFailure when a run cannot be completed; what is complete
   *     is kept
   */
  public Results all(Collection<Run> wanted) {
    List<Run> runs = wanted.stream().distinct().toList();
    Progress progress = new Progress(runs);
    Map<Run, RunResult> results = new LinkedHashMap<>();
    for (Run run : runs) {
      Optional<RunResult> kept = store.find(run);
      kept.ifPresent(
          result -> {
            progress.kept(run);
            results.put(run, result);
          });
    }
    if (!results.isEmpty()) {
      screen.say("%d of %d runs are complete already".formatted(results.size(), runs.size()));
    }
    long start = nanos.getAsLong();
    for (Run run : runs) {
      if (!results.containsKey(run)) {
        results.put(run, make(run, progress, start));
      }
    }
    return new Results(results);
  }

  private RunResult make(Run run, Progress progress, long start) {
    progress.begins(run);
    long begin = nanos.getAsLong();
    show(run, progress, start);
    if (!screen.terminal()) {
      screen.note(
          "run %d of %d: %s".formatted(progress.complete() + 1, progress.runs(), run.words()));
    }
    RunResult result =
        runner.run(
            run,
            share -> {
              progress.at(share);
              show(run, progress, start);
            });
    store.keep(run, result);
    progress.made(run);
    screen.note(line(result, since(begin)));
    if (!screen.terminal()) {
      screen.note(progress.bar(since(start)));
    }
    return result;
  }

  private void show(Run run, Progress progress, long start) {
    screen.draw(List.of(progress.bar(since(start)), run.words()));
  }

  private static String line(RunResult result, Duration time) {
    String shared =
        result.report().hasShared()
            ? "k̂* = %d (%d – %d)"
                .formatted(
                    result.report().getShared().getEstimate(),
                    result.report().getShared().getLow(),
                    result.report().getShared().getHigh())
            : "k̂* is withheld (%s)"
                .formatted(result.report().getWithheldList().stream().findFirst().orElse(""));
    double best = result.members().stream().mapToDouble(m -> m.top1()).max().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "%s  %s: %s, best top-1 %.3f",
        Progress.time(time),
        result.name(),
        shared,
        best);
  }

  private Duration since(long then) {
    return Duration.ofNanos(nanos.getAsLong() - then);
  }
}
