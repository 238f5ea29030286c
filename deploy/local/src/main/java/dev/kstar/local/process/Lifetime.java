package dev.kstar.local.process;

import java.util.List;

/** How long a system is there for. */
enum Lifetime {
  /** Its log outlives it. */
  KEPT,

  /** Its log goes with it. */
  RUN,

  /**
   * The same, within minutes. All wait for the evaluator's report, so it has its share of the
   * processor. To the others Java's second compiler costs more than it gives, and none of them has
   * anything left to do when the run has its result.
   */
  MINUTES;

  /** Flags of broker, ingest and trainer. */
  List<String> compiler() {
    return this == MINUTES ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }

  /** Returns whether the evaluator takes what training leaves, once it has reported. */
  boolean lowersEvaluator() {
    return this != MINUTES;
  }
}
