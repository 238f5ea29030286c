package dev.kstar.local.process;

import java.util.List;

/** How long a broker is there for. */
enum Lifetime {
  /** Its log outlives it. */
  KEPT,

  /** Its log goes with it. */
  RUN,

  /**
   * The same, within minutes: Java's second compiler costs such a broker more than it gives, some 4
   * of 10 seconds of processor time in half a million pairs.
   */
  MINUTES;

  List<String> compiler() {
    return this == MINUTES ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }
}
