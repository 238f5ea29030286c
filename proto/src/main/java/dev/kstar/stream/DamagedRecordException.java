package dev.kstar.stream;

/**
 * Tells that a compacted topic holds no usable value of a key although records of the key are
 * there. The message is one sentence for the user, with coordinates and a way out.
 */
public final class DamagedRecordException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public DamagedRecordException(String sentence) {
    super(sentence);
  }
}
