package dev.kstar.evaluator.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What one stage is doing, as a sentence for health and, when it changes, for the log. Written by
 * the stage's thread, read by any.
 */
public final class Condition {
  private static final Logger LOG = Logger.getLogger(Condition.class);

  /** How a stage is. */
  public enum Level {
    STARTS,
    WORKS,
    /** Needs something that is still to come. */
    WAITS,
    /** Is kept from working by something that is retried. */
    TROUBLED,
    /** Has stopped for good. */
    STOPPED
  }

  /**
   * Failed attempts since the stage last worked; waiting in between is no attempt.
   *
   * @param reason of the newest
   * @param first when the first one failed
   * @param last when the newest one failed
   * @param count of attempts in a row, at least 1
   */
  public record Failures(String reason, Instant first, Instant last, int count) {}

  /** One state of affairs. */
  public record State(Level level, String sentence) {}

  private final String name;
  private final Clock clock;
  private volatile State state = new State(Level.STARTS, "starting");
  private volatile Failures failures;
  private final AtomicLong total = new AtomicLong();

  public Condition(String name) {
    this(name, Clock.systemUTC());
  }

  public Condition(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /** The stage's name. */
  public String name() {
    return name;
  }

  /** The newest state. */
  public State state() {
    return state;
  }

  /** Failed attempts since it last worked; empty when there are none. */
  public Optional<Failures> failures() {
    return Optional.ofNullable(failures);
  }

  /** Failed attempts since the start. */
  public long totalFailures() {
    return total.get();
  }

  public void works(String sentence) {
    failures = null;
    become(Level.WORKS, sentence, null);
  }

  public void waits(String sentence) {
    become(Level.WAITS, sentence, null);
  }

  public void troubled(String sentence) {
    count(sentence);
    become(Level.TROUBLED, sentence, null);
  }

  /** Trouble that nobody foresaw: its stack trace is logged once. */
  public void failed(Throwable failure) {
    String sentence = "failed, retrying: " + failure;
    count(sentence);
    become(Level.TROUBLED, sentence, failure);
  }

  public void stopped(String sentence) {
    become(Level.STOPPED, sentence, null);
  }

  private void count(String reason) {
    total.incrementAndGet();
    Instant now = clock.instant();
    Failures before = failures;
    failures =
        before == null
            ? new Failures(reason, now, now, 1)
            : new Failures(reason, before.first(), now, before.count() + 1);
  }

  /** Logs a change of level or of the reason for trouble, not every new number in a sentence. */
  private void become(Level level, String sentence, Throwable failure) {
    State before = state;
    state = new State(level, sentence);
    boolean reason = level.compareTo(Level.TROUBLED) >= 0 && !before.sentence().equals(sentence);
    if (before.level() != level || reason) {
      LOG.log(severity(level), name + ": " + sentence, failure);
    }
  }

  private static Logger.Level severity(Level level) {
    return switch (level) {
      case STARTS, WORKS, WAITS -> Logger.Level.INFO;
      case TROUBLED -> Logger.Level.WARN;
      case STOPPED -> Logger.Level.ERROR;
    };
  }
}
