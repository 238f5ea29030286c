package dev.kstar.ingest.config;

/** How the shared coordinates of a synthetic x come from those of y. */
public enum Link {
  /** They are the same, but for noise. */
  LINEAR,
  /** They are piecewise-linear gates of them. */
  NONLINEAR
}
