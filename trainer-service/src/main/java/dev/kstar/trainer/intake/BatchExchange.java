package dev.kstar.trainer.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded hand-off between the intake thread, which fills batches, and the training thread,
 * which empties them.
 *
 * <pre>
 *   free ──takeFree──▶ intake thread ──ready──▶ ready ──awaitReady──▶ training thread ──free──▶ free
 * </pre>
 *
 * A batch belongs to whoever took it last. There are as many as were allocated at the start, so
 * memory is bounded and nothing is allocated while training. The intake thread is woken when half
 * of them are free, not for each: filling several in a row disturbs training less than coming back
 * between any two steps. A training thread that has run out wakes it at once.
 */
public final class BatchExchange {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final Deque<MiniBatch> free = new ArrayDeque<>();
  private final Deque<MiniBatch> ready = new ArrayDeque<>();
  private final RepeatMonitor repeats = new RepeatMonitor();
  private final int enough;
  private boolean starving;
  private boolean woken;

  /** So many batches, all of them free. */
  public BatchExchange(int batches, int size, int dx, int dy, int partitions) {
    enough = Math.max(1, batches / 2);
    for (int i = 0; i < batches; i++) {
      free.add(new MiniBatch(size, dx, dy, partitions));
    }
  }

  /** Before anybody takes one: batches look for the traces of their records. */
  BatchExchange following(boolean traces) {
    if (traces) {
      free.forEach(MiniBatch::follow);
    }
    return this;
  }

  /** Intake thread: an empty batch, or null when the training thread holds the others. */
  MiniBatch takeFree() {
    lock.lock();
    try {
      return free.poll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Intake thread: waits until half of the batches are free, or one when the training thread has
   * run out; at most {@code limit}.
   *
   * @return whether it is so
   */
  boolean awaitFree(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (!isWorthIt() && nanos > 0) {
        nanos = emptied.awaitNanos(nanos);
      }
      return isWorthIt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isWorthIt() {
    return free.size() >= enough || (starving && !free.isEmpty());
  }

  /** Returns what is known of records that were passed over. Any thread. */
  public RepeatMonitor repeats() {
    return repeats;
  }

  /** Intake thread: hands a complete batch over. */
  void ready(MiniBatch batch) {
    repeats.completed(batch);
    lock.lock();
    try {
      ready.add(batch);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Training thread: the next batch, or null when there is none within {@code limit} or before
   * {@link #wake}.
   */
  public MiniBatch awaitReady(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      starving = ready.isEmpty();
      if (starving) {
        emptied.signal();
      }
      while (ready.isEmpty() && !woken && nanos > 0) {
        nanos = filled.awaitNanos(nanos);
      }
      starving = false;
      woken = false;
      return ready.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the training thread's wait, this one or else the next. Any thread. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Training thread: gives a batch back, whose content is worthless from now on. */
  public void free(MiniBatch batch) {
    batch.clear();
    lock.lock();
    try {
      free.add(batch);
      if (isWorthIt()) {
        emptied.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Full batches that wait for the training thread. Any thread. */
  public int waiting() {
    lock.lock();
    try {
      return ready.size();
    } finally {
      lock.unlock();
    }
  }
}
