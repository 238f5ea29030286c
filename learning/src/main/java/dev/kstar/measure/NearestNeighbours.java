package dev.kstar.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The exact Euclidean nearest neighbours of each point of a set among the others, found once and
 * shared by every estimator.
 *
 * <p>Equal points are dropped to one before the search: at distance zero they would break the
 * logarithms of every neighbour-based estimator. So all distances are above zero.
 */
public final class NearestNeighbours {
  private static final double UNIT_ROUNDOFF = 0x1.0p-53;

  private final Points points;
  private final int duplicates;
  private final int neighbours;
  private final int[] indices;
  private final double[] distances;

  private NearestNeighbours(Points points, int duplicates, int neighbours) {
    this.points = points;
    this.duplicates = duplicates;
    this.neighbours = neighbours;
    indices = new int[points.count() * neighbours];
    distances = new double[points.count() * neighbours];
  }

  /**
   * Searches all pairs, in O(count² · dimension) time and O(count · (dimension + most)) memory.
   *
   * @param most neighbours wanted of each point; fewer are found where there are fewer points
   */
  public static NearestNeighbours of(Points points, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("neighbours must be at least 1 but was " + most);
    }
    Points distinct = points.distinct();
    int neighbours = Math.max(0, Math.min(most, distinct.count() - 1));
    NearestNeighbours found =
        new NearestNeighbours(distinct, points.count() - distinct.count(), neighbours);
    if (neighbours > 0) {
      found.search();
    }
    return found;
  }

  /** Distinct points that were searched. */
  public int points() {
    return points.count();
  }

  /** Points that were dropped because an equal one came before. */
  public int duplicates() {
    return duplicates;
  }

  /** Neighbours found of each point. */
  public int neighbours() {
    return neighbours;
  }

  /** Distance from point {@code i} to its {@code rank}-th nearest, counted from 0; above zero. */
  public double distance(int i, int rank) {
    return distances[i * neighbours + rank];
  }

  /**
   * Index, among the distinct points, of the {@code rank}-th nearest of point {@code i}; of two at
   * the same distance the one with the lower index comes first.
   */
  public int index(int i, int rank) {
    return indices[i * neighbours + rank];
  }

  private void search() {
    InnerProducts products = new InnerProducts(points);
    double[] squaredNorms =
        IntStream.range(0, points.count()).mapToDouble(points::squaredNorm).toArray();
    double largest = Arrays.stream(squaredNorms).max().orElseThrow();
    double[] row = new double[points.count()];
    Smallest smallest = new Smallest(neighbours);
    for (int i = 0; i < points.count(); i++) {
      products.row(points, i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = squaredNorms[i] + squaredNorms[j] - 2 * row[j];
      }
      row[i] = Double.POSITIVE_INFINITY;
      double limit = smallest.largestOf(row) + 2 * roundingError(squaredNorms[i], largest);
      select(i, candidates(row, limit));
    }
  }

  /**
   * A bound on the error of ‖a‖² + ‖b‖² − 2⟨a, b⟩: each of the three sums of {@code dimension}
   * products errs by at most (dimension + 1)·u relative to its sum of magnitudes, and the
   * magnitudes add up to at most (‖a‖ + ‖b‖)² ≤ 2(‖a‖² + ‖b‖²); the rest is room for the last two
   * additions.
   */
  private double roundingError(double squaredNorm, double largest) {
    return 2 * (points.dimension() + 4) * UNIT_ROUNDOFF * (squaredNorm + largest);
  }

  private static int[] candidates(double[] row, double limit) {
    return IntStream.range(0, row.length).filter(j -> row[j] <= limit).toArray();
  }

  /** Keeps the nearest of the candidates, by distances that are exact even where tiny. */
  private void select(int i, int[] candidates) {
    record Candidate(int index, double squared) {}
    Candidate[] exact =
        Arrays.stream(candidates)
            .mapToObj(j -> new Candidate(j, points.squaredDistance(i, j)))
            .toArray(Candidate[]::new);
    Arrays.sort(
        exact, Comparator.comparingDouble(Candidate::squared).thenComparingInt(Candidate::index));
    for (int rank = 0; rank < neighbours; rank++) {
      indices[i * neighbours + rank] = exact[rank].index;
      distances[i * neighbours + rank] = Math.sqrt(exact[rank].squared);
    }
  }
}
