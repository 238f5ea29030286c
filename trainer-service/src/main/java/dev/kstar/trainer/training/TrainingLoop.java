package dev.kstar.trainer.training;

import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.trainer.intake.MiniBatch;
import dev.kstar.trainer.intake.OpenStream;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.TrainingState.Pace;
import dev.kstar.v1.TrainerState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The thread {@code training}, which alone touches the population. */
public final class TrainingLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainingLoop.class);
  private static final Duration WAIT = Duration.ofMillis(50);
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final int MOST_DISCARDED_IN_A_ROW = 10;

  private final PairIntake intake;
  private final PopulationFactory factory;
  private final long maxSteps;
  private final StateBoard board;
  private final Mailbox mailbox;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "training");
  private volatile boolean stopping;
  private volatile long lastTurnNanos = System.nanoTime();
  private PaceMeter pace;
  private int discardedInARow;

  /**
   * @param maxSteps steps after which training ends; 0 means never
   */
  public TrainingLoop(
      PairIntake intake,
      PopulationFactory factory,
      long maxSteps,
      StateBoard board,
      Mailbox mailbox,
      Clock clock) {
    this.intake = intake;
    this.factory = factory;
    this.maxSteps = maxSteps;
    this.board = board;
    this.mailbox = mailbox;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  /** Whether the thread runs. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** How long ago the thread last came round; it does so many times a second. */
  public Duration sinceLastTurn() {
    return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
  }

  private void run() {
    try {
      OpenStream stream = awaitStream();
      if (stream != null) {
        train(stream);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      board.enter(Phase.PHASE_FAILED, e.getCause().getMessage());
    } catch (RuntimeException e) {
      LOG.error("training has ended", e);
      board.enter(Phase.PHASE_FAILED, String.valueOf(e.getMessage()));
    } finally {
      mailbox.close();
    }
  }

  private OpenStream awaitStream() throws InterruptedException, ExecutionException {
    while (!stopping) {
      lastTurnNanos = System.nanoTime();
      try {
        return intake.opened().get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // the stream may come at any time
      }
    }
    return null;
  }

  private void train(OpenStream stream) throws InterruptedException {
    Batches batches = new Batches(stream.exchange());
    try (Population population = factory.create(stream.descriptor(), batches, () -> stopping)) {
      if (population == null) {
        return;
      }
      publish(stream, population, Pace.NONE, List.of());
      pace = new PaceMeter(System.nanoTime());
      while (!stopping && board.read().phase() != Phase.PHASE_FAILED) {
        lastTurnNanos = System.nanoTime();
        mailbox.serve(population);
        turn(stream, population, batches);
      }
    }
  }

  private void turn(OpenStream stream, Population population, Batches batches)
      throws InterruptedException {
    if (maxSteps > 0 && population.step() >= maxSteps) {
      board.enter(Phase.PHASE_COMPLETED, "all of the %d steps are taken".formatted(maxSteps));
      TimeUnit.MILLISECONDS.sleep(WAIT.toMillis());
      return;
    }
    MiniBatch batch = batches.next(WAIT);
    if (batch != null) {
      step(stream, population, batch);
      batches.free(batch);
    } else if (intake.failure().isEmpty()) {
      board.enter(Phase.PHASE_WAITING_FOR_DATA, "not enough pairs in the log for the next batch");
    } else {
      board.enter(Phase.PHASE_FAILED, intake.failure());
    }
  }

  private void step(OpenStream stream, Population population, MiniBatch batch) {
    long start = System.nanoTime();
    StepOutcome outcome = population.step(batch.pairs());
    long end = System.nanoTime();
    stream.positions().advance(batch);
    if (outcome.applied()) {
      discardedInARow = 0;
      publish(stream, population, pace.step(end, end - start), outcome.members());
    } else {
      discard(batch);
    }
  }

  private void discard(MiniBatch batch) {
    LOG.errorf(
        "a batch made the loss or a gradient non-finite and left the model as it was: %s",
        batch.coordinates());
    if (++discardedInARow >= MOST_DISCARDED_IN_A_ROW) {
      board.enter(
          Phase.PHASE_FAILED,
          "%d batches in a row made the loss or a gradient non-finite, the last %s"
              .formatted(discardedInARow, batch.coordinates()));
    }
  }

  private void publish(
      OpenStream stream, Population population, Pace pace, List<StepOutcome.Member> members) {
    board.publish(
        new TrainingState(
            Phase.PHASE_TRAINING,
            "",
            population.step(),
            clock.millis(),
            stream.descriptor(),
            pace,
            stream.positions().toArray(),
            members));
  }

  /** Ends training at the next step boundary; bounded. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join(CLOSE.toMillis());
    if (thread.isAlive()) {
      LOG.warn("training did not stop at a step boundary in time");
      thread.interrupt();
    }
  }
}
