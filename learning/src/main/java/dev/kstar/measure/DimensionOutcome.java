package dev.kstar.measure;

/** What an estimator of the intrinsic dimension says of a set of points. */
public sealed interface DimensionOutcome {
  /** Points the answer rests on, after equal ones were dropped to one. */
  int points();

  /** Points that were dropped because an equal one came before. */
  int duplicates();

  /** Neighbours of each point that the estimator was asked to look at. */
  int neighbours();

  /**
   * An estimate, raw: not calibrated for the estimator's known bias.
   *
   * @param value finite, above 0
   */
  record Estimate(double value, int points, int duplicates, int neighbours)
      implements DimensionOutcome {}

  /**
   * No estimate.
   *
   * @param reason why, in one sentence
   */
  record Unanswered(String reason, int points, int duplicates, int neighbours)
      implements DimensionOutcome {}
}
