package dev.kstar.ingest.stream;

import java.time.Duration;
import java.util.Optional;

/** Decides whether the ingest thread still does its work. Pure. */
final class Liveness {
  private Liveness() {}

  /**
   * Looks for a reason to call the stream dead.
   *
   * @param threadAlive whether the ingest thread runs
   * @param sinceTurn time since its last turn began
   * @param longestTurn how long a turn may take, waiting for Kafka included
   * @return why the stream is dead, in one sentence; empty before it starts, while it lives and
   *     when it has completed
   */
  static Optional<String> deadBecause(
      Phase phase, boolean threadAlive, Duration sinceTurn, Duration longestTurn) {
    if (phase instanceof Phase.Failed failed) {
      return Optional.of(failed.reason());
    }
    if (phase instanceof Phase.Completed || phase instanceof Phase.Starting) {
      return Optional.empty();
    }
    if (!threadAlive) {
      return Optional.of("the ingest thread does not run");
    }
    return sinceTurn.compareTo(longestTurn) <= 0
        ? Optional.empty()
        : Optional.of(
            "the ingest thread's last turn must be at most %d s ago but was %d s ago"
                .formatted(longestTurn.toSeconds(), sinceTurn.toSeconds()));
  }
}
