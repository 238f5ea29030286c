package dev.kstar.local.cli;

/** When a session ends. */
sealed interface Aim {

  /**
   * When k* is found or after {@code limit} steps.
   *
   * @param asked whether the user has set the limit
   */
  record Find(int kStar, long limit, boolean asked) implements Aim {}

  /** When it is stopped. */
  record KeepRunning() implements Aim {}
}
