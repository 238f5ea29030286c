package dev.kstar.local.reproduce.run;

import dev.kstar.local.process.CompactSystem;
import dev.kstar.local.process.Folders;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.LocalSystem;
import dev.kstar.local.process.SharedBroker;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.reproduce.experiment.Data;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.v1.Report;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a run by the three services, each a process of its own, and a broker that all runs share.
 * One thread runs; any thread may close it at any time, which ends the run and all processes.
 */
public final class SystemRunner implements Runner, AutoCloseable {
  private final Installation installation;
  private final Consumer<Map<String, String>> started;
  private final SharedBroker broker;
  private volatile LocalSystem current;
  private volatile boolean closed;

  /**
   * @param started told where each run's system listens
   */
  public SystemRunner(Installation installation, Consumer<Map<String, String>> started) {
    this.installation = installation;
    this.started = started;
    this.broker = new SharedBroker(installation);
  }

  @Override
  public RunResult run(Run run, Consumer<Double> progress) {
    Plan plan = Plan.of(run);
    Path folder = broker.scratch();
    long start = System.nanoTime();
    try (LocalSystem system = LocalSystem.oneOfMany(installation, broker)) {
      begin(system);
      if (run.data() instanceof Data.Looped looped) {
        FixedPairs.write(looped.kind(), looped.pairs() + Data.HELD_OUT, run.seed(), folder);
      }
      RunSettings settings = new RunSettings(run, plan, folder, system.ports());
      system.start(settings, what -> progress.accept(0.0));
      started.accept(system.description());
      return train(run, settings, system, progress, start);
    } finally {
      current = null;
      Folders.delete(folder);
    }
  }

  /** Whether {@link #close} was called; what fails from then on fails because of it. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    LocalSystem running = current;
    if (running != null) {
      running.close();
    }
    broker.close();
  }

  private void begin(LocalSystem system) {
    current = system;
    if (closed) {
      throw new SystemFailure("stopped");
    }
  }

  /** A process that was started again has another id. */
  private void check(LocalSystem system) {
    system.check();
    started.accept(system.description());
  }

  private RunResult train(
      Run run, RunSettings settings, LocalSystem system, Consumer<Double> progress, long start) {
    Consumer<Double> first = share -> progress.accept(run.compacted() ? share / 2 : share);
    Training.End end =
        new Training(
                run.steps(), settings.plan().held(), system.ports(), () -> check(system), first)
            .follow();
    RunResult.Timing timing = timing(start, end);
    return new RunResult(
        run.name(),
        run.toString(),
        settings(settings),
        end.report(),
        end.looks().thinned(),
        end.encodings(),
        timing,
        Versions.with(end.state()),
        run.compacted() && end.report().hasShared()
            ? List.of(compacted(run, settings.plan(), system, end.report(), progress))
            : List.of());
  }

  /** Models of d = k̂* and k̂* + 1 on the same log, as {@code ./kstar compact} trains them. */
  private RunResult.SecondStage compacted(
      Run run, Plan plan, LocalSystem system, Report wide, Consumer<Double> progress) {
    int kStar = wide.getShared().getEstimate();
    long start = System.nanoTime();
    try (CompactSystem small = CompactSystem.oneOfMany(installation, system.description())) {
      small.start(List.of(kStar, kStar + 1), run.steps());
      Runnable alive =
          () -> {
            check(system);
            small.check();
          };
      Training.End end =
          new Training(
                  run.steps(),
                  plan.held(),
                  small.ports(),
                  alive,
                  share -> progress.accept(0.5 + share / 2))
              .follow();
      return new RunResult.SecondStage(kStar, end.report(), end.encodings(), timing(start, end));
    }
  }

  private static RunResult.Timing timing(long start, Training.End end) {
    return new RunResult.Timing(
        (System.nanoTime() - start) / 1e9,
        end.state().getTrainingSeconds(),
        end.report().getSeconds(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static Map<String, Map<String, String>> settings(RunSettings settings) {
    Map<String, Map<String, String>> byService = new TreeMap<>();
    byService.put("ingest", settings.ingest());
    byService.put("trainer", settings.trainer());
    byService.put("evaluator", settings.evaluator());
    byService
        .values()
        .forEach(
            values -> {
              values.remove("quarkus.http.port");
              values.remove("kafka.bootstrap.servers");
              values.remove("kstar.evaluator.trainer");
            });
    return byService;
  }
}
