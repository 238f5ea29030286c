package dev.kstar.local.reproduce.report;

/**
 * What is claimed, and what was seen.
 *
 * @param claim in our words
 * @param holds as it is stated
 * @param seen the numbers
 */
public record Claim(String claim, Holds holds, String seen) {
  /** Whether a claim holds. */
  public enum Holds {
    YES("holds"),
    PARTLY("holds in part"),
    NO("does not hold here"),
    UNKNOWN("cannot be told");

    private final String words;

    Holds(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    public static Holds of(boolean holds) {
      return holds ? YES : NO;
    }

    /** Of several cases. */
    public static Holds of(int holding, int cases) {
      if (cases == 0) {
        return UNKNOWN;
      }
      return holding == cases ? YES : holding == 0 ? NO : PARTLY;
    }
  }
}
