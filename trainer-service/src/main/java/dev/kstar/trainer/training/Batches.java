package dev.kstar.trainer.training;

import dev.kstar.trainer.intake.BatchExchange;
import dev.kstar.trainer.intake.MiniBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The training thread's side of the exchange. Batches may be looked at before they are trained on;
 * they then come first, in order.
 */
final class Batches {
  private final BatchExchange exchange;
  private final Deque<MiniBatch> seen = new ArrayDeque<>();

  Batches(BatchExchange exchange) {
    this.exchange = exchange;
  }

  /** The next batch to train on, or null when there is none within {@code limit}. */
  MiniBatch next(Duration limit) throws InterruptedException {
    return seen.isEmpty() ? exchange.awaitReady(limit) : seen.removeFirst();
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
