package dev.kstar.trainer.config;

/** What to do when the log no longer holds what should be trained on next. */
public enum OnGap {
  /** End and say so. */
  FAIL,
  /** Go on with what the log still has, and record what is missing in every checkpoint. */
  SKIP
}
