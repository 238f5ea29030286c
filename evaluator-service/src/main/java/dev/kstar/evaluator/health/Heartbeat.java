package dev.kstar.evaluator.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;

/**
 * The age of a thread's last turn. Beaten by that thread, read by any. A turn that takes longer
 * than it should is no death while the thread computes: on a busy machine everything takes longer.
 */
public final class Heartbeat {
  /** Processor time that waiting in a loop does not take. */
  private static final long WORK_NANOS = 500_000_000;

  private final String name;
  private final Duration limit;
  private final Clock clock;
  private final ToLongFunction<Thread> processorTime;
  private volatile Thread thread;
  private volatile Instant last;
  private volatile Progress progress;

  /** The newest sign of life: a turn, or enough work since the one before. */
  private record Progress(Instant at, long processorNanos) {}

  /**
   * @param name the thread's
   * @param limit the longest that a turn may take in good health
   */
  public Heartbeat(String name, Duration limit, Clock clock) {
    this(name, limit, clock, Heartbeat::processorNanos);
  }

  Heartbeat(String name, Duration limit, Clock clock, ToLongFunction<Thread> processorTime) {
    this.name = name;
    this.limit = limit;
    this.clock = clock;
    this.processorTime = processorTime;
    last = clock.instant();
    progress = new Progress(last, 0);
  }

  /** Less than 0 where it is not known. */
  private static long processorNanos(Thread thread) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isThreadCpuTimeSupported() ? threads.getThreadCpuTime(thread.getId()) : -1;
  }

  /** Called by the thread itself at each turn. */
  public void beat() {
    Thread current = Thread.currentThread();
    thread = current;
    last = clock.instant();
    progress = new Progress(last, processorTime.applyAsLong(current));
  }

  /** The thread's name. */
  public String name() {
    return name;
  }

  /** Time since the last turn, or since the start before the first. */
  public Duration age() {
    return Duration.between(last, clock.instant());
  }

  /** Whether the thread lives, or has not run yet, and its last turn or other work is recent. */
  public boolean alive() {
    Thread beating = thread;
    if (beating == null) {
      return age().compareTo(limit) <= 0;
    }
    return beating.isAlive() && sinceProgress(beating).compareTo(limit) <= 0;
  }

  private Duration sinceProgress(Thread beating) {
    Progress before = progress;
    Instant now = clock.instant();
    long nanos = processorTime.applyAsLong(beating);
    if (nanos - before.processorNanos() >= WORK_NANOS) {
      progress = new Progress(now, nanos);
      return Duration.ZERO;
    }
    return Duration.between(before.at(), now);
  }
}
