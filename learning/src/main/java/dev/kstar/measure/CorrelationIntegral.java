package dev.kstar.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The correlation dimension of Grassberger and Procaccia (Physica D 1983) between two radii: the
 * slope of the log share of pairs closer than r against log r, where the radii are the medians,
 * over the points, of the distances of the {@code first}-th and the {@code last}-th neighbour.
 *
 * @param first neighbour that gives the smaller radius, at least 1
 * @param last neighbour that gives the larger radius, above {@code first}
 */
public record CorrelationIntegral(int first, int last) implements DimensionEstimator {
  public CorrelationIntegral {
    if (first < 1 || last <= first) {
      throw new IllegalArgumentException(
          "neighbours must rise from at least 1 but were %d and %d".formatted(first, last));
    }
  }

  /** Between the tenth and the twentieth neighbour. */
  public CorrelationIntegral() {
    this(10, 20);
  }

  @Override
  public int neighbours() {
    return last;
  }

  @Override
  public DimensionOutcome estimate(NearestNeighbours found) {
    return Answer.impossible(found, last)
        .orElseGet(
            () -> {
              double near = medianDistance(found, first);
              double far = medianDistance(found, last);
              double slope =
                  Math.log((double) closer(found, far) / closer(found, near))
                      / Math.log(far / near);
              return Answer.of(slope, found, last, Answer.ONE_DISTANCE);
            });
  }

  private static double medianDistance(NearestNeighbours found, int neighbour) {
    double[] distances =
        IntStream.range(0, found.points())
            .mapToDouble(i -> found.distance(i, neighbour - 1))
            .sorted()
            .toArray();
    int half = distances.length / 2;
    return distances.length % 2 == 1
        ? distances[half]
        : (distances[half - 1] + distances[half]) / 2;
  }

  /** Ordered pairs of points that are closer than {@code radius}. */
  private static long closer(NearestNeighbours found, double radius) {
    return IntStream.range(0, found.points()).mapToLong(i -> closerTo(i, found, radius)).sum();
  }

  /** The neighbours found suffice unless even the last of them is within the radius. */
  private static long closerTo(int i, NearestNeighbours found, double radius) {
    double[] distances = found.distances(i);
    if (distances[distances.length - 1] >= radius) {
      return Arrays.stream(distances).filter(distance -> distance < radius).count();
    }
    Points points = found.set();
    return IntStream.range(0, points.count())
        .filter(j -> j != i && Math.sqrt(points.squaredDistance(i, j)) < radius)
        .count();
  }
}
