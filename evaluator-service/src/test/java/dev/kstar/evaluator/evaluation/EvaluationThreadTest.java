package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.v1.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationThreadTest {
  private static final MeasureSettings SETTINGS = new MeasureSettings(2, 10, 1, 1, List.of(1));

  private final Clock clock = Clock.systemUTC();
  private final Heartbeat heartbeat = new Heartbeat("evaluation", Duration.ofMinutes(1), clock);
  private final Condition condition = new Condition("evaluation");
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final FakeSource trainer = new FakeSource();
  private EvaluationThread thread;

  @AfterEach
  void close() {
    thread.close();
  }

  private EvaluationThread over(Supplier<HoldoutState> holdout) {
    return over(holdout, Duration.ofHours(1));
  }

  private EvaluationThread over(Supplier<HoldoutState> holdout, Duration interval) {
    thread =
        new EvaluationThread(
            new Evaluation(
                holdout,
                trainer,
                new UnrepresentablePairs((pair, rejected) -> {}),
                1,
                SETTINGS,
                new Condition("trainer"),
                heartbeat,
                clock),
            new ReportPace(interval, 1),
            reports::add,
            condition,
            heartbeat);
    return thread;
  }

  @Test
  void aRequestThatCannotBeMetSaysWhy() {
    CompletableFuture<Report> request =
        over(() -> new HoldoutState.Waiting("no pairs")).now().toCompletableFuture();

    assertThatThrownBy(request::join).hasRootCauseMessage("no pairs");
  }

  @Test
  void requestsThatWaitTogetherShareOneReport() {
    CountDownLatch busy = new CountDownLatch(1);
    EvaluationThread evaluations =
        over(
            () -> {
              await(busy);
              return new HoldoutState.Waiting("no pairs");
            });
    evaluations.start(); // the first turn holds the thread until the latch opens

    CompletableFuture<Report> first = evaluations.now().toCompletableFuture();
    CompletableFuture<Report> second = evaluations.now().toCompletableFuture();
    busy.countDown();

    assertThat(second).isSameAs(first);
    assertThatThrownBy(first::join).hasRootCauseMessage("no pairs");
  }

  @Test
  void theTrainersFiguresAreLookedAtWhileAReportTakesLong() throws InterruptedException {
    CountDownLatch reporting = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch looks = new CountDownLatch(3);
    trainer.asked = () -> count(looks, reporting);
    over(() -> {
          reporting.countDown();
          await(end);
          return new HoldoutState.Waiting("no pairs");
        })
        .start();

    looks.await();

    assertThat(reporting.getCount()).isZero();
    end.countDown();
  }

  /** Once the other latch is open. */
  private static void count(CountDownLatch latch, CountDownLatch after) {
    if (after.getCount() == 0) {
      latch.countDown();
    }
  }

  @Test
  void aTurnThatFailsDoesNotEndTheSchedule() throws InterruptedException {
    CountDownLatch turns = new CountDownLatch(3);
    over(
            () -> {
              turns.countDown();
              throw new IllegalStateException("broken");
            },
            Duration.ofMillis(1))
        .start();

    turns.await();

    assertThat(condition.state().level()).isEqualTo(Condition.Level.TROUBLED);
  }

  @Test
  void aRequestToAStoppedThreadSaysSo() {
    EvaluationThread stopped = over(() -> new HoldoutState.Waiting("no pairs"));
    stopped.close();

    assertThatThrownBy(stopped.now().toCompletableFuture()::join)
        .hasRootCauseMessage("the evaluator is stopping");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
