package dev.kstar.ingest.source;

/**
 * Where a source goes on.
 *
 * @param epoch full passes made
 * @param next rows drawn in this pass, or pairs drawn of an endless source
 */
public record Position(long epoch, long next) {
  /** Where every source starts. */
  public static final Position START = new Position(0, 0);
}
