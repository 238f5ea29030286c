package dev.kstar.evaluator.snapshot;

import java.io.Serial;

/** The trainer did not give what it was asked for; the message is a sentence for the user. */
public final class TrainerFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public TrainerFailure(String message) {
    super(message);
  }

  public TrainerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
