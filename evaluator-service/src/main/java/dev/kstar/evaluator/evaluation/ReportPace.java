package dev.kstar.evaluator.evaluation;

import java.time.Duration;

/**
 * When the next report is due: after the interval and, while a training runs from which reports
 * take the processor, after so long a rest that they take no more than a share of the time. Times
 * are of one monotonic clock, in nanoseconds. For one thread.
 */
public final class ReportPace {
  /** Shortest pause between two looks before the first report. */
  private static final Duration EAGER = Duration.ofMillis(250);

  private final Duration interval;
  private final double share;
  private boolean started;
  private boolean reported;
  private long paused;
  private long rested;

  /**
   * @param interval shortest pause between the end of one look for a report and the next
   * @param share of the time that making reports may take while training runs, in (0, 1]
   */
  public ReportPace(Duration interval, double share) {
    this.interval = interval;
    this.share = share;
  }

  /** Shortest pause between two reports. */
  Duration interval() {
    return interval;
  }

  /**
   * Whether it is time; the first time it always is.
   *
   * @param trains whether there is a training to be spared
   */
  boolean isDue(long now, boolean trains) {
    return !started || now - (trains ? rested : paused) >= 0;
  }

  /**
   * A look for a report has ended. Before the first report the next look comes soon, unless looks
   * take long themselves. The first that made one is not counted: it simulates the calibration,
   * once for all.
   *
   * @param made whether a report was made
   */
  void ended(long start, long end, boolean made) {
    double rest = reported ? (end - start) * (1 / share - 1) : 0;
    started = true;
    reported |= made;
    paused = end + (reported ? interval.toNanos() : eager(end - start));
    rested = reported ? end + Math.max(interval.toNanos(), (long) rest) : paused;
  }

  private long eager(long took) {
    return Math.min(interval.toNanos(), Math.max(EAGER.toNanos(), 3 * took));
  }
}
