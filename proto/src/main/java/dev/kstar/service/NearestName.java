package dev.kstar.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant by a misspelt one. Pure. */
public final class NearestName {
  /** One letter in this many may be wrong, and always one. */
  private static final int LETTERS_PER_MISTAKE = 5;

  private NearestName() {}

  /**
   * Returns the known name with the fewest differences, whatever the case of the letters.
   *
   * @return empty when all of them differ too much
   */
  public static Optional<String> of(String misspelt, Collection<String> known) {
    int most = Math.max(1, misspelt.length() / LETTERS_PER_MISTAKE);
    return known.stream()
        .filter(name -> distance(misspelt, name) <= most)
        .min(Comparator.comparingInt((String name) -> distance(misspelt, name)));
  }

  /** Letters that are missing, too many, wrong or exchanged with their neighbour. */
  private static int distance(String misspelt, String name) {
    String one = misspelt.toLowerCase(Locale.ROOT);
    String other = name.toLowerCase(Locale.ROOT);
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, one, other, i, j);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int cheapest(int[][] cost, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least = cost[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean exchanged =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
