package dev.kstar.measure.verdict;

import java.util.List;
import java.util.Optional;

/** What the members of a population tell together of k*: a number, or why there is none yet. */
public sealed interface Conclusion permits SharedDimensions, Conclusion.Withheld {
  /** The number, if one is told. */
  default Optional<SharedDimensions> told() {
    return this instanceof SharedDimensions shared ? Optional.of(shared) : Optional.empty();
  }

  /**
   * No number, because none has been earned.
   *
   * @param reasons a sentence each
   */
  record Withheld(List<String> reasons) implements Conclusion {
    public Withheld {
      reasons = List.copyOf(reasons);
    }
  }
}
