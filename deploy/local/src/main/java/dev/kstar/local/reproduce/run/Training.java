package dev.kstar.local.reproduce.run;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Feed;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.job.Ports;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.reproduce.run.RunResult.Encoding;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One training to its last step, and the evaluation of that very step. For one thread.
 *
 * @param steps of the training
 * @param held pairs that are held out, all of which are measured
 * @param ports where trainer and evaluator listen, and ingest if there is one
 * @param alive throws when a process has ended
 * @param progress told the share that is done, in [0, 1]
 */
record Training(long steps, int held, Ports ports, Runnable alive, Consumer<Double> progress) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** For the last held-out pairs to reach the evaluator. */
  private static final Duration HELD_OUT = Duration.ofMinutes(2);

  private static final int EVALUATION_SECONDS = 1_200;

  /** Of the whole: the rest is the start and the evaluation. */
  private static final double SHARE = 0.9;

  /** Encoding is measured where there are so many models at most: it is asked of single ones. */
  private static final int ENCODED = 2;

  /**
   * What came of it.
   *
   * @param state of the trainer after its last step
   * @param report on that step
   * @param encodings what it takes to encode; empty where there are many models
   */
  record End(TrainerState state, Report report, Looks looks, List<Encoding> encodings) {}

  /**
   * Blocks until the last step is evaluated.
   *
   * @throws SystemFailure when it cannot be
   */
  End follow() {
    Looks looks = new Looks();
    try (Feed feed = new Feed(ports);
        InterimReport interim = new InterimReport(target(ports.evaluator()), steps)) {
      TrainerState last = toTheEnd(feed, looks, interim);
      Report report = evaluation();
      return new End(last, report, looks, encodings(last));
    }
  }

  private TrainerState toTheEnd(Feed feed, Looks looks, InterimReport interim) {
    while (true) {
      alive.run();
      feed.source().ifPresent(Training::fail);
      Optional<TrainerState> answer = feed.state();
      if (answer.isPresent()) {
        TrainerState state = answer.get();
        looks.at(state);
        progress.accept(SHARE * state.getStep() / steps);
        if (state.getPhase() == TrainerState.Phase.PHASE_COMPLETED) {
          return state;
        }
        interim.at(state.getStep());
        fail(state);
      }
      pause();
    }
  }

  /** While nothing else goes on; a run does not fail for a side figure. */
  private List<Encoding> encodings(TrainerState state) {
    if (state.getMembersCount() > ENCODED) {
      return List.of();
    }
    try {
      return EncodeTimes.of(target(ports.trainer()), state);
    } catch (Refusal e) {
      return List.of();
    }
  }

  private static void fail(SourceState source) {
    if (source.getPhase() == SourceState.Phase.PHASE_FAILED) {
      throw new SystemFailure("the source has failed: " + source.getReason());
    }
  }

  private static void fail(TrainerState state) {
    if (state.getPhase() == TrainerState.Phase.PHASE_FAILED
        || state.getPhase() == TrainerState.Phase.PHASE_PAUSED) {
      throw new SystemFailure("the training has stopped: " + state.getReason());
    }
  }

  /** Of the last step, on all pairs that are held out. */
  private Report evaluation() {
    Target evaluator = target(ports.evaluator());
    long start = System.nanoTime();
    while (true) {
      alive.run();
      try {
        Report report = Query.evaluate(evaluator, EVALUATION_SECONDS);
        if (complete(report)) {
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

  private boolean complete(Report report) {
    return report.getHoldoutPairs() == held
        && report.getMembersList().stream().allMatch(m -> m.getStep() == steps);
  }

  private static Target target(int port) {
    return new Target(new Address("127.0.0.1", port), Keys.ofEnvironment());
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
