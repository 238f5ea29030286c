package dev.kstar.evaluator.health;

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

  /** One state of affairs. */
  public record State(Level level, String sentence) {}

  private final String name;
  private volatile State state = new State(Level.STARTS, "starting");

  public Condition(String name) {
    this.name = name;
  }

  /** The stage's name. */
  public String name() {
    return name;
  }

  /** The newest state. */
  public State state() {
    return state;
  }

  public void works(String sentence) {
    become(Level.WORKS, sentence, null);
  }

  public void waits(String sentence) {
    become(Level.WAITS, sentence, null);
  }

  public void troubled(String sentence) {
    become(Level.TROUBLED, sentence, null);
  }

  /** Trouble that nobody foresaw: its stack trace is logged once. */
  public void failed(Throwable failure) {
    become(Level.TROUBLED, "failed, retrying: " + failure, failure);
  }

  public void stopped(String sentence) {
    become(Level.STOPPED, sentence, null);
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
