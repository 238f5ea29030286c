package dev.kstar.trainer.intake;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
  /** Stands among the ready ones when the training thread is to look for something else. */
  private static final MiniBatch LOOK_UP = new MiniBatch(2, 1, 1, 1);

  private final BlockingQueue<MiniBatch> free;
  private final BlockingQueue<MiniBatch> ready;
  private final AtomicBoolean woken = new AtomicBoolean();

  /** So many batches, all of them free. */
  public BatchExchange(int batches, int size, int dx, int dy, int partitions) {
    free = new ArrayBlockingQueue<>(batches);
    ready = new ArrayBlockingQueue<>(batches + 1);
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

  /**
   * Training thread: the next batch, or null when there is none within {@code limit} or before
   * {@link #wake}.
   */
  public MiniBatch awaitReady(Duration limit) throws InterruptedException {
    MiniBatch batch = ready.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (batch == LOOK_UP) {
      woken.set(false);
      return null;
    }
    return batch;
  }

  /** Ends the training thread's wait, this one or else the next. Any thread. */
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      ready.add(LOOK_UP);
    }
  }

  /** Training thread: gives a batch back, whose content is worthless from now on. */
  public void free(MiniBatch batch) {
    batch.clear();
    free.add(batch);
  }

  /** Full batches that wait for the training thread. Any thread. */
  public int waiting() {
    return (int) ready.stream().filter(batch -> batch != LOOK_UP).count();
  }
}
