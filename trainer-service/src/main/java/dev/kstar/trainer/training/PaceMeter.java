package dev.kstar.trainer.training;

import dev.kstar.trainer.training.TrainingState.Pace;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures steps over a sliding window of about five seconds, in slices of a quarter second. Used
 * by the training thread only; time comes as nanoseconds of a monotonic clock.
 */
final class PaceMeter {
  private static final long SLICE_NANOS = 250_000_000;
  private static final int SLICES = 20;
  private static final long WINDOW_NANOS = SLICES * SLICE_NANOS;

  private record Slice(long atNanos, long steps, long busyNanos) {}

  private final Deque<Slice> slices = new ArrayDeque<>();
  private long steps;
  private long busyNanos;

  PaceMeter(long nowNanos) {
    slices.add(new Slice(nowNanos, 0, 0));
  }

  /** A step was taken that ended now and lasted so long. */
  Pace step(long nowNanos, long durationNanos) {
    steps++;
    busyNanos += durationNanos;
    if (nowNanos - slices.peekLast().atNanos >= SLICE_NANOS) {
      slices.addLast(new Slice(nowNanos, steps, busyNanos));
      if (slices.size() > SLICES) {
        slices.removeFirst();
      }
    }
    return pace(nowNanos);
  }

  /** While no step is taken: the same window, which empties as time goes by. */
  Pace idle(long nowNanos) {
    while (slices.size() > 1 && nowNanos - slices.peekFirst().atNanos > WINDOW_NANOS) {
      slices.removeFirst();
    }
    return nowNanos - slices.peekLast().atNanos > WINDOW_NANOS
        ? pace(nowNanos).standing()
        : pace(nowNanos);
  }

  private Pace pace(long nowNanos) {
    Slice first = slices.peekFirst();
    long taken = steps - first.steps;
    double seconds = (nowNanos - first.atNanos) * 1e-9;
    double milliseconds = (busyNanos - first.busyNanos) * 1e-6;
    return new Pace(
        seconds > 0 ? taken / seconds : 0, taken > 0 ? milliseconds / taken : 0, busyNanos * 1e-9);
  }
}
