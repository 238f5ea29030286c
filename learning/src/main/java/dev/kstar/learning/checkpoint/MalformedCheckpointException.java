package dev.kstar.learning.checkpoint;

/** The bytes are no whole checkpoint: torn, truncated or changed. */
public final class MalformedCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MalformedCheckpointException(String message) {
    super(message);
  }

  public MalformedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
