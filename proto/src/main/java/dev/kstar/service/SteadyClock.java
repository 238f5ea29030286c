package dev.kstar.service;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Clock for ages and durations: it begins at the time of day and then goes on by {@link
 * System#nanoTime}, so it never jumps when the time of day is set. What it tells may differ from
 * the time of day; whatever is shown or written needs another clock. Safe for any thread.
 */
public final class SteadyClock extends Clock {
  private final Instant start;
  private final LongSupplier nanos;
  private final long startNanos;

  public SteadyClock() {
    this(Instant.now(), System::nanoTime);
  }

  SteadyClock(Instant start, LongSupplier nanos) {
    this.start = start;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a clock for durations has no zone");
  }
}
