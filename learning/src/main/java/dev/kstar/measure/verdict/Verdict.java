package dev.kstar.measure.verdict;

/**
 * What a member's numbers mean together.
 *
 * @param sentence the numbers behind it
 */
public record Verdict(Kind kind, String sentence) {
  /** In the order in which the rules are tried. */
  public enum Kind {
    STILL_CONVERGING,
    D_TOO_SMALL,
    NOISE_FLOOR,
    CAPACITY,
    HEALTHY,
    /** No rule fits the numbers. */
    UNDECIDED
  }
}
