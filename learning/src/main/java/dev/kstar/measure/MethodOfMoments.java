package dev.kstar.measure;

/**
 * The method of moments of Amsaleg et al. (KDD 2015): with m the mean and w the largest of the
 * distances of a point's k nearest neighbours, its estimate is m / (w − m); the points are combined
 * by the arithmetic mean.
 *
 * @param neighbours k, at least 2
 */
public record MethodOfMoments(int neighbours) implements DimensionEstimator {
  public MethodOfMoments {
    if (neighbours < 2) {
      throw new IllegalArgumentException("neighbours must be at least 2 but was " + neighbours);
    }
  }

  /** With 100 neighbours. */
  public MethodOfMoments() {
    this(100);
  }

  @Override
  public DimensionOutcome estimate(NearestNeighbours found) {
    return Answer.impossible(found, neighbours).orElseGet(() -> fromAll(found));
  }

  private DimensionOutcome fromAll(NearestNeighbours found) {
    double sum = 0;
    for (int i = 0; i < found.points(); i++) {
      sum += at(found, i);
    }
    return Answer.of(
        sum / found.points(),
        found,
        neighbours,
        "the neighbours of at least one point lie at one and the same distance");
  }

  private double at(NearestNeighbours found, int i) {
    double mean = 0;
    for (int rank = 0; rank < neighbours; rank++) {
      mean += found.distance(i, rank) / neighbours;
    }
    return mean / (found.distance(i, neighbours - 1) - mean);
  }
}
