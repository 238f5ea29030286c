package dev.kstar.measure;

import java.util.stream.IntStream;

/**
 * The tight local estimator TLE of Amsaleg, Chelly, Houle, Kawarabayashi, Radovanović and
 * Treeratanajaru (SDM 2019). Within a point's neighbourhood of radius r, every neighbour serves as
 * a centre as well, and its distances to the others, directly and to their reflections through the
 * point, are corrected for the ball that they are seen in; the Hill estimator over all of them is
 * the point's estimate. The points are combined by the arithmetic mean.
 *
 * @param neighbours at least 3
 */
public record TightLocality(int neighbours) implements DimensionEstimator {
  /** Distances below it carry more rounding than information, and are dropped. */
  private static final double LEAST = 1e-4;

  /** A product of ratios is not multiplied on below it, far from where precision ends. */
  private static final double SMALL = 1e-200;

  public TightLocality {
    if (neighbours < 3) {
      throw new IllegalArgumentException("neighbours must be at least 3 but was " + neighbours);
    }
  }

  /** With 20 neighbours. */
  public TightLocality() {
    this(20);
  }

  @Override
  public DimensionOutcome estimate(NearestNeighbours found) {
    return Answer.impossible(found, neighbours)
        .orElseGet(
            () ->
                Answer.of(
                    IntStream.range(0, found.points())
                        .mapToDouble(i -> at(found, i))
                        .average()
                        .orElseThrow(),
                    found,
                    neighbours,
                    "the neighbours of at least one point lie at one and the same distance"));
  }

  private double at(NearestNeighbours found, int point) {
    double radius = found.distance(point, neighbours - 1);
    Hill hill = new Hill(radius);
    for (int i = 0; i < neighbours; i++) {
      hill.addCentre(found.distance(point, i));
      for (int j = 0; j < i; j++) {
        double squared = found.set().squaredDistance(found.index(point, i), found.index(point, j));
        hill.add(found.distance(point, i), found.distance(point, j), squared);
        hill.add(found.distance(point, j), found.distance(point, i), squared);
      }
    }
    return hill.estimate();
  }

  /** The Hill estimator over the corrected distances of one neighbourhood. */
  private static final class Hill {
    private final double radius;
    private double logs;

    /** Of ratios whose logarithm is still to be taken: a product is faster than its logarithms. */
    private double product = 1;

    private int count;

    Hill(double radius) {
      this.radius = radius;
    }

    /** A distance from the point itself, which needs no correction, and counts on both sides. */
    void addCentre(double distance) {
      multiply((distance / radius) * (distance / radius));
    }

    /**
     * The distance of neighbours i and j, and of i and the reflection of j.
     *
     * @param ui distance of i from the point
     * @param uj distance of j from the point
     * @param squared squared distance of i and j
     */
    void add(double ui, double uj, double squared) {
      double direct = corrected(ui, uj, squared);
      double reflected = corrected(ui, uj, 2 * ui * ui + 2 * uj * uj - squared);
      if (direct < LEAST * radius || reflected < LEAST * radius) {
        return;
      }
      multiply((direct / radius) * (reflected / radius));
    }

    private void multiply(double twoRatios) {
      product *= twoRatios;
      count += 2;
      if (product < SMALL) {
        logs += Math.log(product);
        product = 1;
      }
    }

    /**
     * The radius, scaled to r, of the ball around i that just holds j and stays within the
     * neighbourhood, from the quadratic equation for it in the form without cancellation.
     */
    private double corrected(double ui, double uj, double squared) {
      double a = radius * radius - ui * ui;
      double b = ui * ui + squared - uj * uj;
      double root = Math.sqrt(b * b + 4 * Math.max(0, squared) * a);
      return b > 0 ? radius * 2 * squared / (root + b) : radius * (root - b) / (2 * a);
    }

    double estimate() {
      return -count / (logs + Math.log(product));
    }
  }
}
