package dev.kstar.ingest.stream;

/**
 * Where a source stands.
 *
 * <pre>
 * Starting ──▶ Streaming ◀──▶ HeldBack
 *     │            │              │
 *     │            ├──▶ Completed │
 *     └────────────┴──▶ Failed ◀──┘
 * </pre>
 */
public sealed interface Phase {
  /** Nothing has been written yet. */
  record Starting() implements Phase {}

  /** Pairs are being written. */
  record Streaming() implements Phase {}

  /** Consumers lag by more than the configured number of pairs. */
  record HeldBack() implements Phase {}

  /** Every pair has been written and acknowledged. */
  record Completed() implements Phase {}

  /** The source stopped, and why, in one sentence. */
  record Failed(String reason) implements Phase {}

  /** Whether nothing will be written any more. */
  default boolean ended() {
    return this instanceof Completed || this instanceof Failed;
  }
}
