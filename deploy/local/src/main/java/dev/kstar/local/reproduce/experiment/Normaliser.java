package dev.kstar.local.reproduce.experiment;

import java.util.Locale;

/** What similarities are divided by. */
public enum Normaliser {
  RUNNING,
  REFERENCE,
  COSINE;

  /** As in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
