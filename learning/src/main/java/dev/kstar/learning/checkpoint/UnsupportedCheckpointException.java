package dev.kstar.learning.checkpoint;

/** A whole checkpoint in a layout that this version does not read. */
public final class UnsupportedCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnsupportedCheckpointException(String message) {
    super(message);
  }
}
