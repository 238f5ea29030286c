package dev.kstar.trainer.training;

import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.trainer.intake.MiniBatch;
import dev.kstar.trainer.intake.OpenStream;
import dev.kstar.trainer.training.TrainingState.Pace;
import dev.kstar.v1.TrainerState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One population on its way along one log, a turn at a time. Used by the training thread only.
 *
 * <pre>
 *   TRAINING ⇄ WAITING_FOR_DATA ──▶ COMPLETED   after the last step
 *      │  ▲                    └──▶ FAILED      when reading has ended
 *      ▼  │
 *     PAUSED   on request, after too many discarded batches in a row, or while a dead letter
 *              cannot be written
 * </pre>
 */
final class TrainingSession {
  private static final Logger LOG = Logger.getLogger(TrainingSession.class);
  private final OpenStream stream;
  private final Population population;
  private final Batches batches;
  private final Mailbox mailbox;
  private final long maxSteps;
  private final Duration wait;
  private final Discards discards;
  private final Course course;
  private final FiniteStep steps;
  private final Checkpoints checkpoints;
  private final StateBoard board;
  private final PhaseTimes times;
  private final StepSpans spans;
  private final Clock clock;
  private final PaceMeter pace = new PaceMeter(System.nanoTime());

  private boolean stepped;
  private Prequential prequential = Prequential.NONE;

  /** Why training is paused; empty while it is not. */
  private String paused = "";

  /**
   * @param mailbox whose requests end a wait
   * @param maxSteps steps after which training ends; 0 means never
   * @param wait longest wait of a turn
   */
  TrainingSession(
      OpenStream stream,
      Population population,
      Batches batches,
      Mailbox mailbox,
      long maxSteps,
      Duration wait,
      Discards discards,
      Course course,
      Checkpoints checkpoints,
      StateBoard board,
      PhaseTimes times,
      StepSpans spans,
      Clock clock) {
    this.stream = stream;
    this.population = population;
    this.batches = batches;
    this.mailbox = mailbox;
    this.maxSteps = maxSteps;
    this.wait = wait;
    this.discards = discards;
    this.course = course;
    steps =
        new FiniteStep(
            population,
            course.excluded(),
            population.step() + discards.all(),
            course.distinctFrom());
    this.checkpoints = checkpoints;
    this.board = board;
    this.times = times;
    this.spans = spans;
    this.clock = clock;
    publish(Pace.NONE, List.of());
    pauseIfTooManyDiscarded();
  }

  /**
   * Takes a step, or waits a moment for what is missing or for a request.
   *
   * @param failure why reading has ended, empty while it goes on
   */
  void turn(Supplier<String> failure) throws InterruptedException {
    Optional<String> unwritten = discards.unwrittenLetters();
    if (unwritten.isPresent()) {
      board.enter(Phase.PHASE_PAUSED, unwritten.get());
      mailbox.await(wait);
    } else if (!paused.isEmpty()) {
      rest(Phase.PHASE_PAUSED, paused);
    } else if (maxSteps > 0 && population.step() >= maxSteps) {
      rest(Phase.PHASE_COMPLETED, "all of the %d steps are taken".formatted(maxSteps));
    } else {
      train(failure);
    }
  }

  private void rest(Phase phase, String reason) throws InterruptedException {
    checkpoints.ifChanged(population, discards);
    board.enter(phase, reason);
    mailbox.await(wait);
  }

  private void train(Supplier<String> failure) throws InterruptedException {
    long began = System.nanoTime();
    MiniBatch batch = batches.next(wait);
    times.add(PhaseTimes.Phase.INTAKE_WAIT, System.nanoTime() - began);
    if (batch != null) {
      step(batch);
      batches.free(batch);
    } else if (!failure.get().isEmpty()) {
      board.enter(Phase.PHASE_FAILED, failure.get());
    } else if (!mailbox.isAsked()) { // or it has not waited long
      board.enter(Phase.PHASE_WAITING_FOR_DATA, awaited(), pace.idle(System.nanoTime()));
    }
    began = System.nanoTime();
    checkpoints.ifDue(population, discards);
    times.add(PhaseTimes.Phase.CHECKPOINT, System.nanoTime() - began);
  }

  private String awaited() {
    String note = stream.exchange().repeats().note();
    return "not enough pairs in the log for the next batch" + (note.isEmpty() ? "" : "; " + note);
  }

  private void step(MiniBatch batch) {
    course.passed(batch);
    boolean enough = steps.leaveOutKnown(batch);
    if (enough && prequential.isDue(population)) {
      long began = System.nanoTime();
      prequential = prequential.on(batch.pairs(), population);
      times.add(PhaseTimes.Phase.MEASURE, System.nanoTime() - began);
    }
    long start = System.nanoTime();
    FiniteStep.Result result = enough ? steps.take(batch) : steps.pass();
    long end = System.nanoTime();
    times.add(PhaseTimes.Phase.COMPUTE, end - start);
    spans.taken(batch, population.step(), end - start);
    stream.positions().advance(batch);
    logFirst();
    for (FiniteStep.PairAtFault pair : result.found()) {
      discards.add(pair);
      course.setAside(pair.place());
    }
    if (result.outcome().applied()) {
      discards.endRow();
      publish(pace.step(end, end - start), result.outcome().members());
    } else {
      discards.add(batch);
      course.setAside(batch);
      pauseIfTooManyDiscarded();
    }
  }

  /** How long a restart takes, the start of Java included. */
  private void logFirst() {
    if (!stepped) {
      stepped = true;
      ProcessHandle.current()
          .info()
          .startInstant()
          .map(start -> Duration.between(start, clock.instant()).toMillis())
          .ifPresent(ms -> LOG.infof("first step %d ms after the start of the process", ms));
    }
  }

  private void pauseIfTooManyDiscarded() {
    if (discards.areTooMany()) {
      paused = discards.reason();
    }
  }

  private void publish(Pace newPace, List<StepOutcome.Member> members) {
    board.publish(
        new TrainingState(
            Phase.PHASE_TRAINING,
            stream.exchange().repeats().note(),
            population.step(),
            clock.millis(),
            stream.descriptor(),
            newPace,
            stream.positions().toArray(),
            stream.gaps().all(),
            members,
            prequential));
  }

  /** Takes no further step until {@link #resume}. */
  void pause() {
    if (paused.isEmpty()) {
      paused = "paused on request";
      board.enter(Phase.PHASE_PAUSED, paused);
    }
  }

  /** Goes on, whyever it was paused. */
  void resume() {
    if (!paused.isEmpty()) {
      paused = "";
      discards.endRow();
      board.enter(Phase.PHASE_TRAINING, stream.exchange().repeats().note());
    }
  }

  /** The step of a new checkpoint, once it is on the disk. */
  CompletableFuture<Long> checkpoint() {
    return checkpoints.take(population, discards);
  }

  /** Leaves a checkpoint behind. */
  void end() {
    checkpoints.ifChanged(population, discards);
    checkpoints.logCost(board.read().pace().trainingSeconds());
  }
}
