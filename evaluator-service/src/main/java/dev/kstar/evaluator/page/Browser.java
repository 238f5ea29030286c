package dev.kstar.evaluator.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One open stream of events. {@link #tell} is for any thread; everything that touches the
 * connection runs on the connection's own event loop.
 */
final class Browser {
  private static final String ALIVE = ": alive\n\n";

  /** The way to the browser; all but {@link #later} for the event loop. */
  interface Line {
    /** Runs that on the event loop, soon. */
    void later(Runnable work);

    /** Whether no more should be written now. */
    boolean full();

    /** Whether it is closed, from either side. */
    boolean closed();

    void write(String text);

    void close();
  }

  private final Line line;
  private final Clock clock;
  private final Outbox outbox = new Outbox();
  private final AtomicBoolean awaited = new AtomicBoolean();
  private volatile Instant taken;

  Browser(Line line, Clock clock) {
    this.line = line;
    this.clock = clock;
    taken = clock.instant();
  }

  /** Puts it in the way; a newer event of the same kind takes its place while it waits. */
  void tell(String event, String data) {
    outbox.put(event, data);
    if (awaited.compareAndSet(false, true)) {
      line.later(this::send);
    }
  }

  /** Sends what waits, as far as the line takes it. */
  void send() {
    awaited.set(false);
    while (!line.closed() && !line.full()) {
      taken = clock.instant();
      Optional<String> next = outbox.take();
      if (next.isEmpty()) {
        return;
      }
      line.write(next.get());
    }
  }

  /**
   * Shows a browser that has gone without a word, and closes one that takes nothing for so long.
   */
  void prod(Duration patience) {
    line.later(
        () -> {
          if (line.closed()) {
            return;
          }
          if (!line.full()) {
            taken = clock.instant();
            line.write(ALIVE);
          } else if (Duration.between(taken, clock.instant()).compareTo(patience) > 0) {
            line.close();
          }
        });
  }
}
