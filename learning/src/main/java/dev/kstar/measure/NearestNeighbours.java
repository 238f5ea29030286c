package dev.kstar.measure;

import java.util.Arrays;
import java.util.function.IntConsumer;
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

  /** Searches on the caller's thread alone. */
  public static NearestNeighbours of(Points points, int most) {
    return of(points, most, 1);
  }

  /**
   * Searches all pairs, in O(count² · dimension) time and O(count · (dimension + most)) memory.
   * What is found does not depend on the number of threads.
   *
   * @param most neighbours wanted of each point; fewer are found where there are fewer points
   * @param threads that share the work, the caller's included
   */
  public static NearestNeighbours of(Points points, int most, int threads) {
    return among(points.distinct(), points.count(), most, threads);
  }

  /**
   * Searches among the points whose inputs differ, as {@link #of(Points, int, int)} does: a copy of
   * an input is no neighbour of it, whatever the last bits of its representation.
   *
   * @param inputs what the points were computed from, row by row
   */
  public static NearestNeighbours of(Points points, DistinctRows inputs, int most, int threads) {
    return among(inputs.select(points).distinct(), points.count(), most, threads);
  }

  private static NearestNeighbours among(Points distinct, int count, int most, int threads) {
    if (most < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "neighbours and threads must be at least 1 but were %d and %d".formatted(most, threads));
    }
    int neighbours = Math.max(0, Math.min(most, distinct.count() - 1));
    NearestNeighbours found = new NearestNeighbours(distinct, count - distinct.count(), neighbours);
    if (neighbours > 0) {
      found.search(threads);
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

  /** The distinct points that were searched. */
  Points set() {
    return points;
  }

  /** Distances of all neighbours found of point {@code i}, nearest first; a new array. */
  double[] distances(int i) {
    return Arrays.copyOfRange(distances, i * neighbours, (i + 1) * neighbours);
  }

  private void search(int threads) {
    InnerProducts products = new InnerProducts(points);
    double[] squaredNorms =
        IntStream.range(0, points.count()).mapToDouble(points::squaredNorm).toArray();
    double largest = Arrays.stream(squaredNorms).max().orElseThrow();
    int pairs = (points.count() + 1) / 2;
    Rows.each(pairs, threads, () -> new RowSearch(products, squaredNorms, largest));
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

  /** Searches two rows at a time with buffers of its own. */
  private final class RowSearch implements IntConsumer {
    private final InnerProducts products;
    private final double[] squaredNorms;
    private final double largest;
    private final double[] even = new double[points.count()];
    private final double[] odd = new double[points.count()];
    private final Smallest smallest = new Smallest(neighbours);
    private final double[] squares = new double[neighbours];

    RowSearch(InnerProducts products, double[] squaredNorms, double largest) {
      this.products = products;
      this.squaredNorms = squaredNorms;
      this.largest = largest;
    }

    @Override
    public void accept(int pair) {
      int i = 2 * pair;
      if (i + 1 < points.count()) {
        products.twoRows(points, i, even, odd);
        search(i, even);
        search(i + 1, odd);
      } else {
        products.row(points, i, even);
        search(i, even);
      }
    }

    private void search(int i, double[] row) {
      for (int j = 0; j < row.length; j++) {
        row[j] = squaredNorms[i] + squaredNorms[j] - 2 * row[j];
      }
      row[i] = Double.POSITIVE_INFINITY;
      double limit = smallest.largestOf(row) + 2 * roundingError(squaredNorms[i], largest);
      select(i, row, limit);
    }

    /** Keeps the nearest of the candidates, by distances that are exact even where tiny. */
    private void select(int i, double[] row, double limit) {
      int kept = 0;
      for (int j = 0; j < row.length; j++) {
        if (row[j] <= limit) {
          kept = insert(i, j, points.squaredDistance(i, j), kept);
        }
      }
      for (int rank = 0; rank < neighbours; rank++) {
        distances[i * neighbours + rank] = Math.sqrt(squares[rank]);
      }
    }

    /** Later candidates have the higher index, so they stand behind those at the same distance. */
    private int insert(int i, int j, double square, int kept) {
      if (kept == neighbours && square >= squares[kept - 1]) {
        return kept;
      }
      int rank = Math.min(kept, neighbours - 1);
      for (; rank > 0 && squares[rank - 1] > square; rank--) {
        squares[rank] = squares[rank - 1];
        indices[i * neighbours + rank] = indices[i * neighbours + rank - 1];
      }
      squares[rank] = square;
      indices[i * neighbours + rank] = j;
      return Math.min(kept + 1, neighbours);
    }
  }
}
