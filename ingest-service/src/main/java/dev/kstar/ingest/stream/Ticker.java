package dev.kstar.ingest.stream;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A named thread that does the same small thing again and again. */
final class Ticker implements AutoCloseable {
  /** What is done; an interrupt ends it. */
  interface Tick {
    void run() throws InterruptedException;
  }

  private final Duration pause;
  private final Tick tick;
  private final ScheduledExecutorService executor;

  Ticker(String name, Duration pause, Tick tick) {
    this.pause = pause;
    this.tick = tick;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    var unused =
        executor.scheduleWithFixedDelay(this::run, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      tick.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the thread and does not wait for it. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
