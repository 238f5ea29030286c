package dev.kstar.contract;

import dev.kstar.v1.PairedSample;
import dev.kstar.v1.RejectionKind;

/** What became of a record's bytes. */
public sealed interface Decoded {
  /** A valid pair, whose values have been copied to where the caller asked for them. */
  record Accepted(PairedSample sample) implements Decoded {}

  /** No valid pair, and why, in one sentence that names what was expected and what came. */
  record Rejected(RejectionKind kind, String reason) implements Decoded {}
}
