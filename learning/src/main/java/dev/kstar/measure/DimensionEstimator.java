package dev.kstar.measure;

/**
 * An estimator of the intrinsic dimension that looks at neighbours. Several estimators share one
 * search; each uses only the nearest that it needs.
 */
public sealed interface DimensionEstimator
    permits LevinaBickel,
        TwoNearest,
        CorrelationIntegral,
        MethodOfMoments,
        MinimumDistances,
        TightLocality {

  /** Neighbours of each point that the estimator looks at. */
  int neighbours();

  /**
   * Estimates from neighbours already found, of which only the nearest {@link #neighbours} count.
   */
  DimensionOutcome estimate(NearestNeighbours found);

  /** Searches the neighbours and estimates. */
  default DimensionOutcome estimate(Points points) {
    return estimate(NearestNeighbours.of(points, neighbours()));
  }
}
