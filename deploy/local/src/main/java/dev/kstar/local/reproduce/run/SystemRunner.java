package dev.kstar.local.reproduce.run;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Feed;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Folders;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.LocalSystem;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.reproduce.experiment.Data;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a run by a broker and the three services, each a process of its own. One thread runs; any
 * thread may close it at any time, which ends the run and all of its processes.
 */
public final class SystemRunner implements Runner, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** For the last held-out pairs to reach the evaluator. */
  private static final Duration HELD_OUT = Duration.ofMinutes(2);

  private static final int EVALUATION_SECONDS = 1_200;

  /** Of a run: the rest is its start and its evaluation. */
  private static final double TRAINING_SHARE = 0.9;

  private final Installation installation;
  private final Consumer<Map<String, String>> started;
  private volatile LocalSystem current;
  private volatile boolean closed;

  /**
   * @param started told where each run's system listens
   */
  public SystemRunner(Installation installation, Consumer<Map<String, String>> started) {
    this.installation = installation;
    this.started = started;
  }

  @Override
  public RunResult run(Run run, Consumer<Double> progress) {
    Plan plan = Plan.of(run);
    Path folder = temporary();
    long start = System.nanoTime();
    try (LocalSystem system = new LocalSystem(installation, Optional.empty())) {
      begin(system);
      if (run.data() instanceof Data.Looped looped) {
        FixedPairs.write(looped.kind(), looped.pairs() + Plan.HELD, run.seed(), folder);
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
  }

  private void begin(LocalSystem system) {
    current = system;
    if (closed) {
      throw new SystemFailure("stopped");
    }
  }

  private RunResult train(
      Run run, RunSettings settings, LocalSystem system, Consumer<Double> progress, long start) {
    Looks looks = new Looks();
    try (Feed feed = new Feed(system.ports())) {
      TrainerState last = toTheEnd(run, system, feed, looks, progress);
      Report report = evaluation(run, settings.plan(), system);
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      return new RunResult(
          run.name(),
          run.toString(),
          settings(settings),
          report,
          looks.thinned(),
          looks.encodings(),
          new RunResult.Timing(
              (System.nanoTime() - start) / 1e9,
              last.getTrainingSeconds(),
              report.getSeconds(),
              load),
          Versions.with(last));
    }
  }

  private static TrainerState toTheEnd(
      Run run, LocalSystem system, Feed feed, Looks looks, Consumer<Double> progress) {
    while (true) {
      system.check();
      Optional<SourceState> source = feed.source();
      if (source.isPresent() && source.get().getPhase() == SourceState.Phase.PHASE_FAILED) {
        throw new SystemFailure("the source has failed: " + source.get().getReason());
      }
      Optional<TrainerState> answer = feed.state();
      if (answer.isPresent()) {
        TrainerState state = answer.get();
        looks.at(state);
        progress.accept(TRAINING_SHARE * state.getStep() / run.steps());
        if (state.getPhase() == TrainerState.Phase.PHASE_COMPLETED) {
          return state;
        }
        encode(run, state, system, looks);
        fail(state);
      }
      pause();
    }
  }

  /** Once, in the latter half, and only of a model that is alone: others would share its steps. */
  private static void encode(Run run, TrainerState state, LocalSystem system, Looks looks) {
    boolean half = state.getStep() > run.steps() / 2 && state.getStep() < run.steps();
    if (half && state.getMembersCount() == 1 && looks.encodings().isEmpty()) {
      try {
        looks.encoded(EncodeTimes.of(target(system.ports().trainer()), state));
      } catch (Refusal e) {
        // tried again at the next look; a run does not fail for a side figure
      }
    }
  }

  private static void fail(TrainerState state) {
    if (state.getPhase() == TrainerState.Phase.PHASE_FAILED
        || state.getPhase() == TrainerState.Phase.PHASE_PAUSED) {
      throw new SystemFailure("the training has stopped: " + state.getReason());
    }
  }

  /** Of the last step, on all pairs that are held out. */
  private static Report evaluation(Run run, Plan plan, LocalSystem system) {
    Target evaluator = target(system.ports().evaluator());
    long start = System.nanoTime();
    while (true) {
      system.check();
      try {
        Report report = Query.evaluate(evaluator, EVALUATION_SECONDS);
        if (complete(report, run, plan)) {
          return report;
        }
      } catch (Refusal e) {
        if (System.nanoTime() - start > HELD_OUT.toNanos()) {
          throw new SystemFailure("the last step cannot be evaluated: " + e.getMessage());
        }
      }
      pause();
    }
  }

  private static boolean complete(Report report, Run run, Plan plan) {
    // a number of shared dimensions is told from the second report on
    return report.getNumber() > 1
        && report.getHoldoutPairs() == plan.held()
        && report.getMembersList().stream().allMatch(m -> m.getStep() == run.steps());
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

  private static Target target(int port) {
    return new Target(new Address("127.0.0.1", port), Keys.ofEnvironment());
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("kstar-reproduce-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the run", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }
}
