package dev.kstar.measure;

/**
 * The maximum-likelihood estimator of Levina and Bickel (NeurIPS 2004). With T_j the distance of a
 * point's j-th nearest neighbour, the point's estimate is 1 / mean_{j &lt; k} log(T_k / T_j); the
 * points are combined by the harmonic mean (MacKay and Ghahramani 2005), which makes the whole 1 /
 * mean over points and neighbours of the log ratio.
 *
 * <p>It is biased low where the dimension is high: 2,000 Gaussian points of dimension 2, 5, 10 and
 * 20 read about 2.0, 5.0, 9.1 and 15.3.
 *
 * @param neighbours k, at least 2
 */
public record LevinaBickel(int neighbours) implements DimensionEstimator {
  public LevinaBickel {
    if (neighbours < 2) {
      throw new IllegalArgumentException("neighbours must be at least 2 but was " + neighbours);
    }
  }

  /** With the 20 neighbours that the method's published numbers use. */
  public LevinaBickel() {
    this(20);
  }

  @Override
  public DimensionOutcome estimate(NearestNeighbours found) {
    return Answer.impossible(found, neighbours).orElseGet(() -> fromAll(found));
  }

  private DimensionOutcome fromAll(NearestNeighbours found) {
    double sum = 0;
    for (int i = 0; i < found.points(); i++) {
      sum += meanLogRatio(found, i);
    }
    return Answer.of(found.points() / sum, found, neighbours, Answer.ONE_DISTANCE);
  }

  private double meanLogRatio(NearestNeighbours found, int i) {
    double last = found.distance(i, neighbours - 1);
    double sum = 0;
    for (int rank = 0; rank < neighbours - 1; rank++) {
      sum += Math.log(last / found.distance(i, rank));
    }
    return sum / (neighbours - 1);
  }
}
