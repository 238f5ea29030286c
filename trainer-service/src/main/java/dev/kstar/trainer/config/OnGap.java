package dev.kstar.trainer.config;

import java.util.Locale;

/**
 * What to do when the log no longer holds what should be trained on next. Written in lower case.
 */
public enum OnGap {
  /** End and say so. */
  FAIL,
  /** Go on with what the log still has, and record what is missing in every checkpoint. */
  SKIP;

  /** The setting's name. */
  public static final String SETTING = "kstar.checkpoint.on-gap";

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
