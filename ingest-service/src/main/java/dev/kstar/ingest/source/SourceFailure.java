package dev.kstar.ingest.source;

/** A source cannot go on; the message is one line for the user. */
public final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SourceFailure(String message) {
    super(message);
  }
}
