package dev.kstar.trainer.replay;

/** The snapshot cannot be rebuilt; the message says why in one sentence. */
public final class ReplayFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReplayFailure(String message) {
    super(message);
  }

  ReplayFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
