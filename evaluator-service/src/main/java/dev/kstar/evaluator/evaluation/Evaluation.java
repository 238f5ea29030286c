package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.TrainerFailure;
import dev.kstar.evaluator.verdict.Judgement;
import dev.kstar.evaluator.verdict.TrainingLog;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes reports out of the newest pairs and the newest snapshots. For the evaluation thread, but
 * for {@link #observe}.
 */
public final class Evaluation {
  private final Supplier<HoldoutState> holdout;
  private final SnapshotSource trainer;
  private final MeasureSettings settings;
  private final PopulationEvaluation population;
  private final UnrepresentablePairs unrepresentable;
  private final Condition trainerCondition;
  private final Clock clock;

  private final TrainingLog training = new TrainingLog();
  private final Judgement judgement = new Judgement(training);

  private Report last = Report.getDefaultInstance();
  private volatile boolean trains = true;

  /**
   * @param unrepresentable takes pairs that a member cannot represent
   * @param minimum least pairs to report on, and least distinct ones to estimate from
   * @param settings how members are measured
   * @param trainerCondition told whether the trainer answers
   * @param heartbeat beaten between members, each of which may take its time
   */
  public Evaluation(
      Supplier<HoldoutState> holdout,
      SnapshotSource trainer,
      UnrepresentablePairs unrepresentable,
      int minimum,
      MeasureSettings settings,
      Condition trainerCondition,
      Heartbeat heartbeat,
      Clock clock) {
    this.holdout = holdout;
    this.trainer = trainer;
    this.unrepresentable = unrepresentable;
    this.trainerCondition = trainerCondition;
    this.clock = clock;
    this.settings = settings;
    population =
        new PopulationEvaluation(
            trainer, new Measures(settings), unrepresentable, minimum, heartbeat);
  }

  /**
   * Goes on after the reports from before this process, oldest first; called before the first
   * report.
   */
  public void resumeAfter(List<Report> before) {
    before.forEach(judgement::replay);
    last = before.isEmpty() ? last : before.get(before.size() - 1);
    unrepresentable.restore(last.getSetAsidePairs(), last.getSetAsideHashesList());
  }

  /**
   * Looks at the trainer's figures without a report, so that their course is known. For any thread,
   * while reports are made as well.
   */
  public void observe() {
    try {
      answered(look());
    } catch (TrainerFailure e) {
      trainerCondition.troubled(e.getMessage());
    }
  }

  /** Whether the training was under way when it was last looked at; for any thread. */
  boolean trains() {
    return trains;
  }

  /** One at a time, so that what was told first is taken in first. */
  private TrainerState look() throws TrainerFailure {
    synchronized (training) {
      TrainerState state = trainer.state();
      training.observe(state);
      trains = !standsStill(state.getPhase());
      return state;
    }
  }

  /** For longer than a moment: a trainer that waits for data goes on as soon as some comes. */
  private static boolean standsStill(TrainerState.Phase phase) {
    return switch (phase) {
      case PHASE_PAUSED, PHASE_COMPLETED, PHASE_FAILED -> true;
      default -> false;
    };
  }

  /**
   * A report, unless the training has not advanced since the last one.
   *
   * @throws NotNow when there is nothing to report on
   */
  Optional<Report> whenAdvanced() throws NotNow {
    Instant start = clock.instant();
    TrainerState state = trainerState();
    HoldoutView view = view();
    return advanced(state) ? Optional.of(report(state, view, start)) : Optional.empty();
  }

  /**
   * A report in any case.
   *
   * @throws NotNow when there is nothing to report on
   */
  public Report now() throws NotNow {
    Instant start = clock.instant();
    TrainerState state = trainerState();
    return report(state, view(), start);
  }

  private boolean advanced(TrainerState state) {
    long reported = last.getMembersList().stream().mapToLong(MemberReport::getStep).min().orElse(0);
    boolean otherRun = last.getNumber() > 0 && !last.getRunId().equals(state.getRunId());
    return otherRun || state.getStep() > reported;
  }

  private void answered(TrainerState state) {
    trainerCondition.works("run %s is at step %d".formatted(state.getRunId(), state.getStep()));
  }

  private TrainerState trainerState() throws NotNow {
    try {
      TrainerState state = look();
      answered(state);
      if (state.getMembersCount() == 0) {
        throw NotNow.waiting("the trainer has no members yet: " + state.getReason());
      }
      return state;
    } catch (TrainerFailure e) {
      trainerCondition.troubled(e.getMessage());
      throw NotNow.waiting(e.getMessage());
    }
  }

  private HoldoutView view() throws NotNow {
    HoldoutState state = holdout.get();
    if (state instanceof HoldoutState.Reading reading) {
      return population.representable(reading.view()).inLogOrder();
    }
    throw NotNow.waiting(
        state instanceof HoldoutState.Stopped stopped
            ? stopped.reason()
            : ((HoldoutState.Waiting) state).reason());
  }

  private Report report(TrainerState state, HoldoutView view, Instant start) throws NotNow {
    Report.Builder report =
        population
            .measure(state, view)
            .setNumber(last.getNumber() + 1)
            .setRunId(state.getRunId())
            .setSeed(settings.seed());
    judgement.add(report);
    Instant end = clock.instant();
    last =
        report
            .setCreatedMs(end.toEpochMilli())
            .setSeconds(Math.max(0, Duration.between(start, end).toNanos() / 1e9))
            .build();
    return last;
  }
}
