package dev.kstar.learning.snapshot;

import java.io.Serial;

/** Bytes that are no snapshot. The message says what was expected and what came. */
public final class MalformedSnapshotException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  public MalformedSnapshotException(String message) {
    super(message);
  }

  public MalformedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
