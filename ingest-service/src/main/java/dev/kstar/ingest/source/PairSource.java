package dev.kstar.ingest.source;

import java.util.List;
import java.util.Optional;

/** Pairs, one after the other, of one shape. Used by one thread. */
public interface PairSource {
  /** What a pair without a trace has. */
  byte[] NO_TRACE = {};

  /** In words, for the stream descriptor, such as "synthetic linear k*=5 noise=0.0 seed=1". */
  String description();

  /**
   * Sentences about what was guessed or left out when the source was opened, for the stream
   * descriptor and the user's terminal; empty when nothing was.
   */
  default List<String> notes() {
    return List.of();
  }

  /** Number of values of x. */
  int dx();

  /** Number of values of y. */
  int dy();

  /** Every pair carries a label for each of these names, in ascending order. */
  List<String> labelNames();

  /**
   * The next pair, a row that cannot be one, or the end; after the end only the end comes.
   *
   * @throws SourceFailure when the source cannot go on
   */
  Drawn next();

  /**
   * What makes this source the same after a restart: all that decides which pair is drawn as the
   * n-th.
   */
  String identity();

  /**
   * Returns the identity under which earlier versions drew this source, with other ids or in other
   * pairs; empty when nothing has changed.
   */
  default Optional<String> formerIdentity() {
    return Optional.empty();
  }

  /**
   * Returns the source as earlier versions drew it, so that a stream that was begun with it can go
   * on; empty when they paired rows that do not belong together.
   */
  default Optional<PairSource> former() {
    return Optional.empty();
  }

  /** Rows that a pass goes through; 0 for an endless source. */
  default long rows() {
    return 0;
  }

  /** All that was drawn so far is durable. */
  default void committed() {}

  /**
   * Nothing will be drawn any more, and what was drawn since the last commit was taken back.
   *
   * @param reason in one sentence
   */
  default void close(String reason) {}

  /** Where the next pair lies. */
  Position position();

  /**
   * Goes on at a position of a source with the same identity, as if all before it had been drawn.
   */
  void seek(Position position);

  /**
   * Where the pair that was drawn last comes from; empty for a source without files.
   *
   * @param ofX whether x is meant, or y
   */
  default Optional<RowOrigin> origin(boolean ofX) {
    return Optional.empty();
  }

  /** Full passes that have been made; 0 for an endless source. */
  long epoch();

  /**
   * The trace that the pair drawn last belongs to, as {@link dev.kstar.service.tracing.TraceParent}
   * writes it; no bytes when it belongs to none.
   */
  default byte[] trace() {
    return NO_TRACE;
  }
}
