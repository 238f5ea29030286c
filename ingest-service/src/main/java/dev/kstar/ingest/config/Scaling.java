package dev.kstar.ingest.config;

/** What is done to every value of a stream before it is written. */
public enum Scaling {
  /** Nothing. */
  NONE,
  /** Its column's mean is taken away. */
  CENTRE,
  /** Its column's mean is taken away, and the rest divided by the column's standard deviation. */
  Z_SCORE;

  /** As in settings and descriptors. */
  public String word() {
    return Choices.word(this);
  }
}
