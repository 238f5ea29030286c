package dev.kstar.measure;

/**
 * How often the true partner is found among the nearest by inner product.
 *
 * @param top1 share of samples whose partner is the nearest
 * @param topHalfPercent share of samples whose partner is within the first {@link #halfPercent}
 */
public record Retrieval(double top1, double topHalfPercent) {
  /** How many of {@code count} candidates the top half percent are: max(1, ⌊0.005 · count⌋). */
  public static int halfPercent(int count) {
    return Math.max(1, count / 200);
  }
}
