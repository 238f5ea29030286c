package dev.kstar.trainer.training;

import dev.kstar.trainer.intake.BatchExchange;
import dev.kstar.trainer.intake.MiniBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * The training thread's side of the exchange. Batches may be looked at before they are trained on;
 * they then come first, in order.
 */
final class Batches {
  private final BatchExchange exchange;
  private final BooleanSupplier asked;
  private final Deque<MiniBatch> seen = new ArrayDeque<>();

  /** Nothing ever asks for the training thread. */
  Batches(BatchExchange exchange) {
    this(exchange, () -> false);
  }

  /**
   * @param asked whether something asks for the training thread, which is then not to wait; the
   *     exchange is woken when it becomes true
   */
  Batches(BatchExchange exchange, BooleanSupplier asked) {
    this.exchange = exchange;
    this.asked = asked;
  }

  /**
   * The next batch to train on, or null when there is none within {@code limit} or before the
   * training thread is asked for.
   */
  MiniBatch next(Duration limit) throws InterruptedException {
    return seen.isEmpty() ? await(limit) : seen.removeFirst();
  }

  private MiniBatch await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    MiniBatch batch = exchange.awaitReady(limit);
    while (batch == null && !asked.getAsBoolean() && System.nanoTime() < end) {
      batch = exchange.awaitReady(Duration.ofNanos(end - System.nanoTime()));
    }
    return batch;
  }

  /** Waits for one more batch without giving it out; it stays in memory until it was trained on. */
  MiniBatch peekFurther(Duration limit) throws InterruptedException {
    MiniBatch batch = exchange.awaitReady(limit);
    if (batch != null) {
      seen.addLast(batch);
    }
    return batch;
  }

  /** Gives a batch back after it was trained on. */
  void free(MiniBatch batch) {
    exchange.free(batch);
  }
}
