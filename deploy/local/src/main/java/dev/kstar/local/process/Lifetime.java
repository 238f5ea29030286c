package dev.kstar.local.process;

import java.util.List;

/** How long a system is there for. */
enum Lifetime {
  /** Its log outlives it. */
  KEPT,

  /** Its log goes with it. */
  RUN,

  /**
   * The same, within minutes: Java's second compiler costs its processes more than it gives, a
   * quarter of their processor time in half a million pairs, and none of them has anything left to
   * do when the run has its result.
   */
  MINUTES;

  List<String> compiler() {
    return this == MINUTES ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }
}
