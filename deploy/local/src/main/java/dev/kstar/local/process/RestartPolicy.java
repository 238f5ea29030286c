package dev.kstar.local.process;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds how often a process that was killed is started again, and how soon. A process that has run
 * for {@link #HEALTHY} begins a new count. Not safe for several threads.
 */
final class RestartPolicy {
  /** Restarts in a row before the system gives up. */
  static final int MAX_RESTARTS = 5;

  /** Uptime after which earlier restarts no longer count. */
  static final Duration HEALTHY = Duration.ofMinutes(10);

  private static final Duration SECOND_DELAY = Duration.ofSeconds(1);

  private int restarts;

  /**
   * Records that the process has ended.
   *
   * @param uptime how long the process had run
   * @return how long to wait before the next start, zero for the first; empty if there was one
   *     restart too many
   */
  Optional<Duration> ended(Duration uptime) {
    if (uptime.compareTo(HEALTHY) >= 0) {
      restarts = 0;
    }
    if (restarts >= MAX_RESTARTS) {
      return Optional.empty();
    }
    restarts++;
    return Optional.of(
        restarts == 1 ? Duration.ZERO : SECOND_DELAY.multipliedBy(1L << (restarts - 2)));
  }

  /** Returns the number of restarts in a row, the one that was just allowed included. */
  int restarts() {
    return restarts;
  }
}
