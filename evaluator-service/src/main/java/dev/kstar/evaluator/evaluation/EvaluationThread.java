package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.v1.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The thread "evaluation": it alone takes snapshots, encodes and measures. A turn makes a report
 * when it is time; after each report it rests so long that reports take no more than their share of
 * the time, because they take it from the training, if that has not ended or paused. On request it
 * reports at once; requests that wait at the same time share one report. The thread "observation"
 * beside it looks at the trainer's figures four times a second, so that the course of τ and the
 * loss has no hole where a report took long.
 */
public final class EvaluationThread implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EvaluationThread.class);
  private static final long CLOSE_SECONDS = 10;

  /** Longest pause between two looks at τ and loss. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Evaluation evaluation;
  private final Consumer<Report> reports;
  private final Condition condition;
  private final Heartbeat heartbeat;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, work -> thread(work, "evaluation"));
  private final ScheduledThreadPoolExecutor observer =
      new ScheduledThreadPoolExecutor(1, work -> thread(work, "observation"));
  private final AtomicReference<CompletableFuture<Report>> requested = new AtomicReference<>();

  /** Touched by the evaluation thread only. */
  private final ReportPace pace;

  /**
   * @param pace when reports are made
   * @param reports takes each report on the evaluation thread, and must not hold it up
   */
  public EvaluationThread(
      Evaluation evaluation,
      ReportPace pace,
      Consumer<Report> reports,
      Condition condition,
      Heartbeat heartbeat) {
    this.evaluation = evaluation;
    this.pace = pace;
    this.reports = reports;
    this.condition = condition;
    this.heartbeat = heartbeat;
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs a first turn, which reports if it can, and from then on one after another. */
  @SuppressWarnings("FutureReturnValueIgnored") // a turn lets nothing escape
  public void start() {
    long look = Math.min(LOOK.toNanos(), pace.interval().toNanos());
    executor.scheduleWithFixedDelay(this::turn, 0, look, TimeUnit.NANOSECONDS);
    observer.scheduleWithFixedDelay(this::observe, 0, LOOK.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Asks for a report made after this call. Does not block; for any thread.
   *
   * @return completes exceptionally with {@link NotNow} when there can be none
   */
  public CompletionStage<Report> now() {
    CompletableFuture<Report> mine = new CompletableFuture<>();
    CompletableFuture<Report> waiting = requested.compareAndExchange(null, mine);
    if (waiting != null) {
      return waiting;
    }
    try {
      executor.execute(this::answer);
    } catch (RejectedExecutionException e) {
      mine.completeExceptionally(NotNow.waiting("the evaluator is stopping"));
    }
    return mine;
  }

  private void turn() {
    heartbeat.beat();
    try {
      if (pace.isDue(System.nanoTime(), evaluation.trains())) {
        report();
      }
    } catch (NotNow e) {
      tell(e);
    } catch (RuntimeException | Error e) { // thrown, it would end the schedule in silence
      condition.failed(e);
    }
    heartbeat.beat();
  }

  private void observe() {
    try {
      evaluation.observe();
    } catch (RuntimeException | Error e) { // thrown, it would end the schedule in silence
      condition.failed(e);
    }
  }

  private void report() throws NotNow {
    long start = System.nanoTime();
    Optional<Report> made = Optional.empty();
    try {
      made = evaluation.whenAdvanced();
      made.ifPresent(this::publish);
    } finally {
      pace.ended(start, System.nanoTime(), made.isPresent());
    }
  }

  private void tell(NotNow reason) {
    if (reason.isTrouble()) {
      condition.troubled(reason.getMessage());
    } else {
      condition.waits(reason.getMessage());
    }
  }

  private void answer() {
    heartbeat.beat();
    CompletableFuture<Report> request = requested.getAndSet(null);
    try {
      Report report = evaluation.now();
      publish(report);
      request.complete(report);
    } catch (NotNow e) {
      tell(e);
      request.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      condition.failed(e);
      request.completeExceptionally(e);
    }
    heartbeat.beat();
  }

  private void publish(Report report) {
    reports.accept(report);
    // where the platform heeds it, training comes first, but for the first report
    Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    condition.works(
        "report %d on %d pairs took %.1f s"
            .formatted(report.getNumber(), report.getHoldoutPairs(), report.getSeconds()));
  }

  /** Stops the threads and waits for them, at most 10 s; a waiting request is told. */
  @Override
  public void close() {
    observer.shutdownNow();
    executor.shutdownNow();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    try {
      if (!executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
          || !observer.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        LOG.warnf("the evaluation did not stop within %d s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CompletableFuture<Report> request = requested.getAndSet(null);
    if (request != null) {
      request.completeExceptionally(NotNow.waiting("the evaluator is stopping"));
    }
  }
}
