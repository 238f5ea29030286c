package dev.kstar.trainer.training;

import dev.kstar.learning.population.Population;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.checkpoint.CheckpointStore;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.intake.OpenStream;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TrainerState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The thread {@code training}, which alone touches the population. */
public final class TrainingLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainingLoop.class);
  private static final Duration WAIT = Duration.ofMillis(50);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final PairIntake intake;
  private final PopulationFactory factory;
  private final Lineage lineage;
  private final Optional<CheckpointStore> store;
  private final Optional<? extends SnapshotKeeper> keeper;
  private final SortedMap<String, String> settings;
  private final DeadLetters deadLetters;
  private final StateBoard board;
  private final Mailbox mailbox;
  private final StepSpans spans;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "training");
  private volatile boolean stopping;
  private final PhaseTimes times = new PhaseTimes();
  private volatile long lastTurnNanos = System.nanoTime();
  private volatile int nativeArrays;

  /** Touched by the training thread only. */
  private TrainingSession session;

  private MemberSnapshots copies;
  private SnapshotSchedule schedule;

  /**
   * @param lineage the run to go on with
   * @param store where checkpoints go; stays the caller's, like everything else
   * @param keeper where snapshots go
   * @param settings that decide what the weights become, by name
   */
  public TrainingLoop(
      PairIntake intake,
      PopulationFactory factory,
      Lineage lineage,
      Optional<CheckpointStore> store,
      Optional<? extends SnapshotKeeper> keeper,
      SortedMap<String, String> settings,
      DeadLetters deadLetters,
      StateBoard board,
      Mailbox mailbox,
      StepSpans spans,
      Clock clock) {
    this.intake = intake;
    this.factory = factory;
    this.lineage = lineage;
    this.store = store;
    this.keeper = keeper;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.board = board;
    this.mailbox = mailbox;
    this.spans = spans;
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

  /** Where the time of the training thread goes. */
  public PhaseTimes times() {
    return times;
  }

  /** PyTorch's arrays that are alive between two steps; a number that grows is a leak. */
  public int nativeArrays() {
    return nativeArrays;
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
      } catch (TimeoutException e) { // the stream may come at any time
        board.enter(Phase.PHASE_WAITING_FOR_STREAM, intake.awaited());
      }
    }
    return null;
  }

  private void train(OpenStream stream) throws InterruptedException {
    mailbox.wakes(stream.exchange()::wake);
    Batches batches = new Batches(stream.exchange(), mailbox::isAsked);
    try (Population population =
        factory.create(stream.descriptor(), batches, lineage.from(), () -> stopping)) {
      if (population == null) {
        return;
      }
      if (!restore(population)) {
        return;
      }
      Course course = new Course(stream, lineage);
      Discards discards = discards(stream);
      session = session(stream, population, batches, discards, course);
      copies = new MemberSnapshots(population, lineage, stream, course, discards, settings);
      schedule =
          new SnapshotSchedule(
              keeper,
              lineage.config().snapshot(),
              copies::all,
              population.step(),
              System::nanoTime);
      while (!stopping && board.read().phase() != Phase.PHASE_FAILED) {
        lastTurnNanos = System.nanoTime();
        long began = lastTurnNanos;
        mailbox.serve(population);
        times.add(PhaseTimes.Phase.SNAPSHOT, System.nanoTime() - began);
        session.turn(intake::failure);
        keepSnapshots(population);
        nativeArrays = population.liveArrays();
      }
      session.end();
      schedule.ifChanged(population.step());
    }
  }

  /** Goes on from the checkpoint; false, with the reason on the board, when it does not fit. */
  private boolean restore(Population population) {
    try {
      lineage.from().ifPresent(checkpoint -> population.restore(checkpoint.state()));
      return true;
    } catch (IllegalArgumentException e) {
      String reason =
          "the checkpoint of step %d cannot be used: %s; move it away to go on from an older one"
              .formatted(lineage.from().orElseThrow().step(), e.getMessage());
      LOG.error(reason);
      board.enter(Phase.PHASE_FAILED, reason);
      return false;
    }
  }

  private void keepSnapshots(Population population) {
    long began = System.nanoTime();
    Phase phase = board.read().phase();
    if (phase == Phase.PHASE_COMPLETED || phase == Phase.PHASE_PAUSED) {
      schedule.ifChanged(population.step());
    } else {
      schedule.ifDue(population.step());
    }
    times.add(PhaseTimes.Phase.SNAPSHOT, System.nanoTime() - began);
  }

  private Discards discards(OpenStream stream) {
    int most = lineage.config().training().maxDiscarded();
    return new Discards(deadLetters, stream.log().topic(), most, lineage);
  }

  private TrainingSession session(
      OpenStream stream, Population population, Batches batches, Discards discards, Course course) {
    return new TrainingSession(
        stream,
        population,
        batches,
        mailbox,
        lineage.config().training().maxSteps(),
        WAIT,
        discards,
        course,
        new Checkpoints(store, lineage, course, stream, System::nanoTime),
        board,
        times,
        spans,
        clock);
  }

  /** Pauses at the next step boundary; the answer is the step. Any thread. */
  public CompletableFuture<Long> pause() {
    return mailbox.submit(
        population -> {
          session.pause();
          return population.step();
        });
  }

  /** Resumes, if it is paused; the answer is the step. Any thread. */
  public CompletableFuture<Long> resume() {
    return mailbox.submit(
        population -> {
          session.resume();
          return population.step();
        });
  }

  /**
   * Takes a checkpoint at the next step boundary. Any thread.
   *
   * @return its step, once it is on the disk
   */
  @SuppressWarnings("FutureReturnValueIgnored") // both are composed into the answer
  public CompletableFuture<Long> checkpoint() {
    return mailbox.submit(population -> session.checkpoint()).thenCompose(Function.identity());
  }

  /** Copies a member's weights at the next step boundary. Any thread. */
  public CompletableFuture<Snapshot> snapshot(int member) {
    return mailbox.submit(population -> copies.of(member));
  }

  /**
   * Takes a snapshot of every member at the next step boundary, to be kept. Any thread.
   *
   * @return what they are kept as, once they are on the disk
   */
  @SuppressWarnings("FutureReturnValueIgnored") // both are composed into the answer
  public CompletableFuture<List<SnapshotInfo>> keepSnapshots() {
    return mailbox
        .submit(population -> schedule.take(population.step()))
        .thenCompose(Function.identity());
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
