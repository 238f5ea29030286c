package dev.kstar.trainer.snapshot;

/** No snapshot of that id is kept. */
public final class MissingSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingSnapshotException(String message) {
    super(message);
  }
}
