package dev.kstar.measure;

import dev.kstar.measure.DimensionOutcome.Estimate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Undoes the finite-sample bias of neighbour-based estimators: what an estimator reads on points of
 * each dimension on a {@link Surface} is simulated for the same number of points and neighbours,
 * and the curve is inverted. It is exact, up to the noise of the simulation, where the points are
 * like those simulated; for others it removes the greater part of the bias, which comes from points
 * being few.
 *
 * <p>What has been simulated is kept. Numbers of points are rounded to two significant digits, an
 * error of at most 5 %, so that a window that grows needs few curves. Safe for any thread.
 */
public final class Calibration {
  private static final int[] GRID = {
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64
  };

  private static final int REPLICATES = 4;
  private static final int MOST_SIZES = 64;

  private final List<DimensionEstimator> estimators;
  private final long seed;
  private final int threads;
  private final Map<Integer, Map<Simulated, Map<DimensionEstimator, Double>>> bySize =
      new HashMap<>();

  private record Simulated(Surface surface, int dimension) {}

  /**
   * @param estimators those that can be calibrated; one simulation serves all of them
   * @param seed of the simulated points
   * @param threads for the neighbour search
   */
  public Calibration(List<? extends DimensionEstimator> estimators, long seed, int threads) {
    this.estimators = List.copyOf(estimators);
    this.seed = seed;
    this.threads = threads;
  }

  /** The largest dimension that can be told. */
  public int most() {
    return GRID[GRID.length - 1];
  }

  /**
   * The dimension whose points on that surface the estimator would read as {@code raw}.
   *
   * @param points number of points behind the raw estimate
   * @return empty when even 64 dimensions would read less, or when so few points say nothing
   * @throws IllegalArgumentException when the estimator is none of those that can be calibrated
   */
  public synchronized OptionalDouble dimension(
      Surface surface, DimensionEstimator estimator, double raw, int points) {
    if (!estimators.contains(estimator)) {
      throw new IllegalArgumentException("there is no calibration for " + estimator);
    }
    Curve curve = new Curve(surface, estimator, rounded(points));
    int below = -1;
    int above = GRID.length;
    while (above - below > 1) {
      int middle = (below + above) / 2;
      if (curve.reading(GRID[middle]) <= raw) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above < GRID.length ? between(curve, raw, below, above) : OptionalDouble.empty();
  }

  /** Between two dimensions of the grid by their logarithms, below the first in proportion. */
  private static OptionalDouble between(Curve curve, double raw, int below, int above) {
    double high = curve.reading(GRID[above]);
    if (Double.isNaN(high)) {
      return OptionalDouble.empty();
    }
    if (below < 0) {
      return OptionalDouble.of(GRID[0] * raw / high);
    }
    double low = curve.reading(GRID[below]);
    double share = Math.log(raw / low) / Math.log(high / low);
    return OptionalDouble.of(GRID[below] * Math.pow((double) GRID[above] / GRID[below], share));
  }

  private static int rounded(int points) {
    int unit = 1;
    while (points / unit >= 100) {
      unit *= 10;
    }
    return (points + unit / 2) / unit * unit;
  }

  /** What one estimator reads of so many points on a surface, simulated where it is looked at. */
  private final class Curve {
    private final Surface surface;
    private final DimensionEstimator estimator;
    private final int size;

    Curve(Surface surface, DimensionEstimator estimator, int size) {
      this.surface = surface;
      this.estimator = estimator;
      this.size = size;
    }

    double reading(int dimension) {
      if (bySize.size() >= MOST_SIZES && !bySize.containsKey(size)) {
        bySize.clear();
      }
      return bySize
          .computeIfAbsent(size, any -> new HashMap<>())
          .computeIfAbsent(new Simulated(surface, dimension), what -> simulate(what, size))
          .get(estimator);
    }
  }

  /** The mean reading of each estimator; NaN of one that does not answer. */
  private Map<DimensionEstimator, Double> simulate(Simulated what, int size) {
    int most = estimators.stream().mapToInt(DimensionEstimator::neighbours).max().orElseThrow();
    Map<DimensionEstimator, Double> readings = new HashMap<>();
    for (int replicate = 0; replicate < REPLICATES; replicate++) {
      SplittableRandom random =
          new SplittableRandom(
              ((seed * 31 + what.dimension()) * 1_000_003 + size) * 31 + replicate);
      Points points = what.surface().sample(what.dimension(), size, random);
      NearestNeighbours found = NearestNeighbours.of(points, most, threads);
      for (DimensionEstimator estimator : estimators) {
        double value =
            estimator.estimate(found) instanceof Estimate estimate ? estimate.value() : Double.NaN;
        readings.merge(estimator, value / REPLICATES, Double::sum);
      }
    }
    return readings;
  }
}
