package dev.kstar.trainer.snapshot;

/** A kept snapshot's file is not what was written. */
public final class DamagedSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
