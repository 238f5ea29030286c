package dev.kstar.evaluator.evaluation;

import java.io.Serial;

/** There can be no report at present; the message is a sentence for the user. */
public final class NotNow extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final boolean trouble;

  private NotNow(String message, Throwable cause, boolean trouble) {
    super(message, cause);
    this.trouble = trouble;
  }

  /** Something is still to come, or is told as trouble elsewhere. */
  static NotNow waiting(String message) {
    return new NotNow(message, null, false);
  }

  /** Something is wrong with what came. */
  static NotNow trouble(String message, Throwable cause) {
    return new NotNow(message, cause, true);
  }

  /** Whether something is wrong, rather than still to come. */
  boolean isTrouble() {
    return trouble;
  }
}
