package dev.kstar.measure;

import java.util.Arrays;

/**
 * Inner products with a fixed set of points, in double precision, a row at a time.
 *
 * <p>Every product is summed in the same order of coordinates, wherever its points stand, so equal
 * points have bit-identical products: ties are seen as ties. The points are kept transposed in
 * tiles of {@value #TILE} that stay in the cache, and the inner loop runs over points rather than
 * coordinates, because the compiler vectorises a loop of independent sums but not a reduction.
 */
final class InnerProducts {
  private static final int TILE = 256;

  private final int count;
  private final int dimension;

  /** Tile after tile, [dimension rounded up to 4, TILE]; what is beyond the points is zero. */
  private final double[][] tiles;

  InnerProducts(Points points) {
    count = points.count();
    dimension = points.dimension();
    tiles = new double[(count + TILE - 1) / TILE][(dimension + 3) / 4 * 4 * TILE];
    for (int j = 0; j < count; j++) {
      for (int k = 0; k < dimension; k++) {
        tiles[j / TILE][k * TILE + j % TILE] = points.at(j, k);
      }
    }
  }

  /**
   * Writes ⟨left_i, points_j⟩ of every j to {@code row}, [count].
   *
   * @param left points of the same dimension
   */
  void row(Points left, int i, double[] row) {
    row(left, i, count, row);
  }

  /** As {@link #row}, but only of each j below i; what is beyond in {@code row} is undefined. */
  void rowBefore(Points left, int i, double[] row) {
    row(left, i, i, row);
  }

  private void row(Points left, int i, int upTo, double[] row) {
    double[] point = point(left, i);
    double[] sums = new double[TILE];
    for (int t = 0; t * TILE < upTo; t++) {
      multiply(point, tiles[t], sums);
      System.arraycopy(sums, 0, row, t * TILE, Math.min(TILE, count - t * TILE));
    }
  }

  /** Two rows at once, i and i + 1, for which each tile is read only once. */
  void twoRows(Points left, int i, double[] first, double[] second) {
    double[] a = point(left, i);
    double[] b = point(left, i + 1);
    double[] sumsA = new double[TILE];
    double[] sumsB = new double[TILE];
    for (int t = 0; t < tiles.length; t++) {
      Arrays.fill(sumsA, 0);
      Arrays.fill(sumsB, 0);
      for (int k = 0; k < a.length; k += 4) {
        addFourToTwo(a, b, k, tiles[t], sumsA, sumsB);
      }
      System.arraycopy(sumsA, 0, first, t * TILE, Math.min(TILE, count - t * TILE));
      System.arraycopy(sumsB, 0, second, t * TILE, Math.min(TILE, count - t * TILE));
    }
  }

  /** The point, followed by zeros up to a multiple of 4. */
  private double[] point(Points left, int i) {
    if (left.dimension() != dimension) {
      throw new IllegalArgumentException(
          "both sides of an inner product must have the same dimension but had %d and %d"
              .formatted(left.dimension(), dimension));
    }
    double[] point = new double[(dimension + 3) / 4 * 4];
    for (int k = 0; k < dimension; k++) {
      point[k] = left.at(i, k);
    }
    return point;
  }

  /** ⟨left_i, points_j⟩, bit for bit what {@link #row} writes for it. */
  double one(Points left, int i, int j) {
    double[] tile = tiles[j / TILE];
    int at = j % TILE;
    double sum = 0;
    for (int k = 0; k < dimension; k += 4) {
      double four = 0;
      for (int m = k; m < Math.min(k + 4, dimension); m++) {
        four += left.at(i, m) * tile[m * TILE + at];
      }
      sum += four;
    }
    return sum;
  }

  private static void multiply(double[] point, double[] tile, double[] sums) {
    Arrays.fill(sums, 0);
    for (int k = 0; k < point.length; k += 4) {
      addFour(point[k], point[k + 1], point[k + 2], point[k + 3], tile, k * TILE, sums);
    }
  }

  private static void addFour(
      double a, double b, double c, double d, double[] tile, int from, double[] sums) {
    for (int j = 0; j < TILE; j++) {
      sums[j] +=
          a * tile[from + j]
              + b * tile[from + TILE + j]
              + c * tile[from + 2 * TILE + j]
              + d * tile[from + 3 * TILE + j];
    }
  }

  private static void addFourToTwo(
      double[] a, double[] b, int k, double[] tile, double[] sumsA, double[] sumsB) {
    double a0 = a[k];
    double a1 = a[k + 1];
    double a2 = a[k + 2];
    double a3 = a[k + 3];
    double b0 = b[k];
    double b1 = b[k + 1];
    double b2 = b[k + 2];
    double b3 = b[k + 3];
    int from = k * TILE;
    for (int j = 0; j < TILE; j++) {
      double t0 = tile[from + j];
      double t1 = tile[from + TILE + j];
      double t2 = tile[from + 2 * TILE + j];
      double t3 = tile[from + 3 * TILE + j];
      sumsA[j] += a0 * t0 + a1 * t1 + a2 * t2 + a3 * t3;
      sumsB[j] += b0 * t0 + b1 * t1 + b2 * t2 + b3 * t3;
    }
  }
}
