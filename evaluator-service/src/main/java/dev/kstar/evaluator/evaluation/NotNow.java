package dev.kstar.evaluator.evaluation;

import java.io.Serial;

/** There can be no report at present; the message is a sentence for the user. */
public final class NotNow extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public NotNow(String message) {
    super(message);
  }

  public NotNow(String message, Throwable cause) {
    super(message, cause);
  }
}
