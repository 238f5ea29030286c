package dev.kstar.measure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Work on independent rows, shared by a bounded number of threads; the caller is one of them. */
final class Rows {
  private static final int BLOCK = 32;

  private final int count;
  private final Supplier<IntConsumer> workers;
  private final AtomicInteger next = new AtomicInteger();
  private volatile Throwable failure;

  private Rows(int count, Supplier<IntConsumer> workers) {
    this.count = count;
    this.workers = workers;
  }

  /**
   * Calls a worker once for each row in [0, count) and returns when all are done.
   *
   * @param threads at least 1; the ones beside the caller's have its priority and end with the work
   * @param workers gives each thread a worker of its own, so that it may own buffers
   */
  static void each(int count, int threads, Supplier<IntConsumer> workers) {
    Rows rows = new Rows(count, workers);
    int blocks = (count + BLOCK - 1) / BLOCK;
    Thread[] others = new Thread[Math.max(0, Math.min(threads, blocks) - 1)];
    for (int t = 0; t < others.length; t++) {
      others[t] = new Thread(rows::work, "rows-" + t);
      others[t].setDaemon(true);
      others[t].start();
    }
    rows.work();
    rows.finish(others);
  }

  private void work() {
    try {
      IntConsumer worker = workers.get();
      for (int from = next.getAndAdd(BLOCK);
          from < count && failure == null;
          from = next.getAndAdd(BLOCK)) {
        for (int i = from; i < Math.min(count, from + BLOCK); i++) {
          worker.accept(i);
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void finish(Thread[] others) {
    boolean interrupted = false;
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true; // the rows are not done yet, and their owner needs them whole
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }
}
