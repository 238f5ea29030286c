package dev.kstar.evaluator.holdout;

/**
 * What the holdout thread has published.
 *
 * <pre>
 *   Waiting ──descriptor found──▶ Reading ──dimensions changed──▶ Stopped
 * </pre>
 *
 * Trouble with the broker changes none of it: the pairs that came before stay good.
 */
public sealed interface HoldoutState {
  /** No descriptor of the stream yet. */
  record Waiting(String reason) implements HoldoutState {}

  /** Pairs as they are now, perhaps still too few. */
  record Reading(HoldoutView view) implements HoldoutState {}

  /** The stream is no longer the one that was read; only a new start evaluates the new one. */
  record Stopped(String reason) implements HoldoutState {}
}
