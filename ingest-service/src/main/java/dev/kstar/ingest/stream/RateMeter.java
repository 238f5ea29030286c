package dev.kstar.ingest.stream;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rate of a counter over the last {@value #WINDOW_NANOS} ns. Used by one thread. */
final class RateMeter {
  private static final long WINDOW_NANOS = 5_000_000_000L;

  private record Sample(long nanos, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes a sample and answers the rate, per second; 0 until there are two. */
  double sample(long nanos, long count) {
    samples.addLast(new Sample(nanos, count));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    long elapsed = nanos - first.nanos();
    return elapsed <= 0 ? 0 : (count - first.count()) * 1e9 / elapsed;
  }
}
