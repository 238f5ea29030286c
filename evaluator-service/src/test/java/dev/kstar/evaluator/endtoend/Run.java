package dev.kstar.evaluator.endtoend;

import dev.kstar.evaluator.evaluation.Evaluation;
import dev.kstar.evaluator.evaluation.MeasureSettings;
import dev.kstar.evaluator.evaluation.NotNow;
import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One training in the laboratory, with the evaluator's own code looking at it. The evaluator is the
 * same for all runs with as many rounds, so that it simulates its calibration once.
 */
final class Run implements AutoCloseable {
  /** Steps between two looks at τ and loss, a quarter of a second of training or less. */
  private static final long LOOK = 50;

  /** Folder for the reports of all runs, so that a rule can be looked at again without training. */
  private static final String KEPT = System.getProperty("kstar.reports");

  private static final Map<Integer, Evaluator> EVALUATORS = new HashMap<>();

  private final Laboratory laboratory;
  private final Evaluator evaluator;
  private final String name;
  private long step;

  /** An evaluation of whichever laboratory is looked at. */
  private static final class Evaluator {
    private Laboratory laboratory;
    private int runs;
    private final Evaluation evaluation;

    Evaluator(int rounds) {
      evaluation =
          new Evaluation(
              () -> laboratory.holdout(),
              new SnapshotSource() {
                @Override
                public TrainerState state() {
                  return laboratory.state();
                }

                @Override
                public TakenSnapshot take(int member) {
                  return laboratory.take(member);
                }
              },
              new UnrepresentablePairs((pair, rejected) -> {}),
              200,
              new MeasureSettings(20, rounds, 1, 1, List.of(1, 5, 10)),
              new Condition("trainer"),
              new Heartbeat("evaluation", Duration.ofHours(1), Clock.systemUTC()),
              Clock.systemUTC());
    }

    Laboratory enter(Setting setting) {
      laboratory = new Laboratory(setting, "run-" + ++runs);
      return laboratory;
    }
  }

  /**
   * Ends the run before it with as many rounds.
   *
   * @param rounds subsamples behind each interval
   */
  Run(Setting setting, int rounds) {
    evaluator = EVALUATORS.computeIfAbsent(rounds, Evaluator::new);
    laboratory = evaluator.enter(setting);
    name =
        "shared-%d-noise-%s-hidden-%s-widths-%d-seed-%d"
            .formatted(
                setting.kStar(),
                setting.noise(),
                setting.hidden().get(0),
                setting.dimensions().size(),
                setting.seed());
  }

  /** From now on the pairs share so many coordinates. */
  void share(int coordinates) {
    laboratory.share(coordinates);
  }

  /** Trains up to that step and reports on it. */
  Report reportAt(long upTo) {
    while (step < upTo) {
      step = Math.min(upTo, step + LOOK);
      laboratory.train(step);
      evaluator.evaluation.observe();
    }
    try {
      Report report = evaluator.evaluation.now();
      keep(report);
      return report;
    } catch (NotNow e) {
      throw new IllegalStateException(e);
    }
  }

  /** To the file of this run, where a folder for reports is given. */
  private void keep(Report report) {
    if (KEPT == null) {
      return;
    }
    try (OutputStream file =
        Files.newOutputStream(
            Path.of(KEPT, name + ".pb"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      report.writeDelimitedTo(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MemberReport member(Report report, int dimension) {
    return report.getMembersList().stream()
        .filter(member -> member.getDimension() == dimension)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    laboratory.close();
  }
}
