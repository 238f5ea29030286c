package dev.kstar.measure;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What two modalities share, as far as it is linear, and their representations do not hold: x is
 * regressed on f(x) and y on g(y), and what remains of both is correlated, as shares of the whole
 * variance of x and y. A coordinate that is shared and was never learned has a correlation near 1,
 * one that was learned near 0; a sweep over d cannot show it, because a model may leave it out at
 * any d once what it holds tells all pairs of a batch apart.
 *
 * @param correlations singular values of Lx⁻¹ Cov(rx, ry) Ly⁻ᵀ with Lx Lxᵀ = Cov(x) and rx the
 *     remainder of x; largest first, at most 1 up to rounding. Without representations they would
 *     be the canonical correlations of x and y (Hotelling, Biometrika 1936)
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
public record LeftOut(double[] correlations) {
  /** Directions of which the other modality tells at least half of the variance. */
  private static final double HALF = Math.sqrt(0.5);

  /** Pairs for each column, below which chance alone makes correlations. */
  private static final int LEAST_PAIRS = 16;

  private static final double RIDGE = 1e-6;

  /** Random directions whose squares and products serve the regression, beside f itself. */
  private static final int CURVED = 12;

  /** Of one set of pairs, kept for any number of models. Immutable. */
  public static final class Pairs {
    private final double[][] x;
    private final double[][] y;
    private final Cholesky ofX;
    private final Cholesky ofY;
    private final int count;

    private Pairs(Points x, Points y) {
      this.x = Columns.centred(x);
      this.y = Columns.centred(y);
      count = x.count();
      ofX = Cholesky.of(Columns.products(this.x, this.x, count), RIDGE);
      ofY = Cholesky.of(Columns.products(this.y, this.y, count), RIDGE);
    }

    /**
     * What f and g leave out.
     *
     * @param seed of the random directions
     */
    public LeftOut by(Points f, Points g, long seed) {
      double[][] restX = rest(x, features(f, seed));
      double[][] restY = rest(y, features(g, seed));
      double[][] cross = Columns.products(restX, restY, count);
      ofX.forward(cross);
      double[][] transposed = transposed(cross);
      ofY.forward(transposed);
      double[] squares = SymmetricEigenvalues.of(Columns.products(transposed, transposed, 1));
      return new LeftOut(
          Arrays.stream(squares).map(square -> Math.sqrt(Math.max(0, square))).toArray());
    }
  }

  /**
   * Lays pairs out for {@link Pairs#by}.
   *
   * @param x [pairs, dx]
   * @param y [pairs, dy], row by row the partners
   * @return empty when there are fewer than 16 pairs for a column, where chance correlates them
   */
  public static Optional<Pairs> of(Points x, Points y) {
    int widest = Math.max(x.dimension(), y.dimension());
    return x.count() >= LEAST_PAIRS * widest ? Optional.of(new Pairs(x, y)) : Optional.empty();
  }

  /** How many shared directions are left out. */
  public int directions() {
    return (int) Arrays.stream(correlations).filter(c -> c > HALF).count();
  }

  /** What remains of the columns after their regression on the features. */
  private static double[][] rest(double[][] columns, double[][] features) {
    int count = columns[0].length;
    double[][] weights = Columns.products(features, columns, count);
    Cholesky.of(Columns.products(features, features, count), RIDGE).solve(weights);
    double[][] rest = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      rest[c] = columns[c].clone();
      for (int p = 0; p < features.length; p++) {
        double weight = weights[p][c];
        for (int i = 0; i < count; i++) {
          rest[c][i] -= weight * features[p][i];
        }
      }
    }
    return rest;
  }

  /** The representation's columns, and products of random directions of it for its curvature. */
  private static double[][] features(Points points, long seed) {
    double[][] own = Columns.centred(points);
    double[][] directions = directions(own, seed);
    int curved = directions.length * (directions.length + 1) / 2;
    double[][] features = Arrays.copyOf(own, own.length + curved);
    int next = own.length;
    for (int a = 0; a < directions.length; a++) {
      for (int b = a; b < directions.length; b++) {
        features[next++] = product(directions[a], directions[b]);
      }
    }
    Arrays.stream(features).forEach(LeftOut::toUnit);
    return features;
  }

  private static double[][] directions(double[][] columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] directions = new double[Math.min(CURVED, columns.length)][columns[0].length];
    for (double[] direction : directions) {
      for (double[] column : columns) {
        double weight = random.nextGaussian();
        for (int i = 0; i < direction.length; i++) {
          direction[i] += weight * column[i];
        }
      }
    }
    return directions;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    Columns.centre(product);
    return product;
  }

  /** To unit variance, so that the ridge means the same for all; a constant column stays zero. */
  private static void toUnit(double[] column) {
    double norm = Math.sqrt(Columns.dot(column, column) / column.length);
    for (int i = 0; i < column.length; i++) {
      column[i] = norm > 0 ? column[i] / norm : 0;
    }
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }
}
