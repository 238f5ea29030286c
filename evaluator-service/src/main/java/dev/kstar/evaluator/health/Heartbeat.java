package dev.kstar.evaluator.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The age of a thread's last turn. Beaten by that thread, read by any. */
public final class Heartbeat {
  private final String name;
  private final Duration limit;
  private final Clock clock;
  private volatile Thread thread;
  private volatile Instant last;

  /**
   * @param name the thread's
   * @param limit the longest that a turn may take in good health
   */
  public Heartbeat(String name, Duration limit, Clock clock) {
    this.name = name;
    this.limit = limit;
    this.clock = clock;
    last = clock.instant();
  }

  /** Called by the thread itself at each turn. */
  public void beat() {
    thread = Thread.currentThread();
    last = clock.instant();
  }

  /** The thread's name. */
  public String name() {
    return name;
  }

  /** Time since the last turn, or since the start before the first. */
  public Duration age() {
    return Duration.between(last, clock.instant());
  }

  /** Whether the thread lives, or has not run yet, and its last turn is recent. */
  public boolean alive() {
    Thread beating = thread;
    return (beating == null || beating.isAlive()) && age().compareTo(limit) <= 0;
  }
}
