package dev.kstar.local.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures how long a process that starts has made no progress. Progress is a log that grows or a
 * further second of processor time, so a process on a busy machine is given the time that it needs
 * and one that hangs is not. Used by one thread.
 */
final class StartProgress {
  private final LongSupplier logBytes;
  private final LongSupplier processorSeconds;
  private final LongSupplier nanoTime;
  private long lastBytes;
  private long lastSeconds;
  private long lastProgress;

  /**
   * Begins to measure now.
   *
   * @param logBytes the present size of the process's log
   * @param processorSeconds whole seconds of processor time that the process has used
   * @param nanoTime the clock
   */
  StartProgress(LongSupplier logBytes, LongSupplier processorSeconds, LongSupplier nanoTime) {
    this.logBytes = logBytes;
    this.processorSeconds = processorSeconds;
    this.nanoTime = nanoTime;
    lastBytes = logBytes.getAsLong();
    lastSeconds = processorSeconds.getAsLong();
    lastProgress = nanoTime.getAsLong();
  }

  static StartProgress of(Child child) {
    return new StartProgress(
        child::logBytes, () -> child.processorTime().toSeconds(), System::nanoTime);
  }

  /** Looks at the process and returns the time since its last progress. */
  Duration stalled() {
    long bytes = logBytes.getAsLong();
    long seconds = processorSeconds.getAsLong();
    long now = nanoTime.getAsLong();
    if (bytes != lastBytes || seconds != lastSeconds) {
      lastBytes = bytes;
      lastSeconds = seconds;
      lastProgress = now;
    }
    return Duration.ofNanos(now - lastProgress);
  }
}
