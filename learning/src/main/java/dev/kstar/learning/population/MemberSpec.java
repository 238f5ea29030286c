package dev.kstar.learning.population;

/**
 * One model of a population.
 *
 * @param dimension d, the output width of both encoders, at least 1
 * @param seed of the initial weights
 */
public record MemberSpec(int dimension, long seed) {
  public MemberSpec {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "a member's dimension must be at least 1 but was " + dimension);
    }
  }
}
