package dev.kstar.trainer.intake;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The bounded hand-off between the intake thread, which fills batches, and the training thread,
 * which empties them.
 *
 * <pre>
 *   free ──takeFree──▶ intake thread ──ready──▶ ready ──awaitReady──▶ training thread ──free──▶ free
 * </pre>
 *
 * A batch belongs to whoever took it last. There are as many as were allocated at the start, so
 * memory is bounded and nothing is allocated while training.
 */
public final class BatchExchange {
  private final BlockingQueue<MiniBatch> free;
  private final BlockingQueue<MiniBatch> ready;

  BatchExchange(int batches, int size, int dx, int dy, int partitions) {
    free = new ArrayBlockingQueue<>(batches);
    ready = new ArrayBlockingQueue<>(batches);
    for (int i = 0; i < batches; i++) {
      free.add(new MiniBatch(size, dx, dy, partitions));
    }
  }

  /** Intake thread: an empty batch, or null when the training thread holds the others. */
  MiniBatch takeFree() {
    return free.poll();
  }

  /** Intake thread: waits until a batch may be free, at most {@code limit}. */
  void awaitFree(Duration limit) throws InterruptedException {
    MiniBatch batch = free.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (batch != null) {
      free.add(batch);
    }
  }

  /** Intake thread: hands a full batch over. */
  void ready(MiniBatch batch) {
    ready.add(batch);
  }

  /** Training thread: the next batch, or null when there is none within {@code limit}. */
  public MiniBatch awaitReady(Duration limit) throws InterruptedException {
    return ready.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Training thread: gives a batch back, whose content is worthless from now on. */
  public void free(MiniBatch batch) {
    batch.clear();
    free.add(batch);
  }

  /** Full batches that wait for the training thread. Any thread. */
  public int waiting() {
    return ready.size();
  }
}
