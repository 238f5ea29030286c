package dev.kstar.ingest.stream;

/**
 * Spaces pairs evenly in time. After a wait that took too long up to {@value #SLACK_NANOS} ns of
 * pairs go out at once, so that the rate holds although a thread wakes up late; a longer break
 * (held back, no broker) is not made up for. Used by one thread.
 */
final class Pacing {
  private static final long SLACK_NANOS = 100_000_000;

  private final double interval;
  private final long origin;

  /** When the next pair is due, in nanoseconds since the origin. */
  private double due;

  /**
   * @param pairsPerSecond 0: as fast as possible
   * @param now the present of {@link System#nanoTime}
   */
  Pacing(double pairsPerSecond, long now) {
    this.interval = pairsPerSecond == 0 ? 0 : 1e9 / pairsPerSecond;
    this.origin = now;
  }

  /** How long the next pair has to wait, in nanoseconds; 0 when it is due. */
  long waitNanos(long now) {
    return interval == 0 ? 0 : (long) Math.ceil(Math.max(0, due - (double) (now - origin)));
  }

  /** Notes that a pair has gone out. */
  void sent(long now) {
    due = Math.max(due, (double) (now - origin - SLACK_NANOS)) + interval;
  }
}
