package dev.kstar.measure;

import dev.kstar.measure.DimensionOutcome.Estimate;
import dev.kstar.measure.DimensionOutcome.Unanswered;
import java.util.Optional;

/** What estimators have in common when they answer, or cannot. */
final class Answer {
  static final String ONE_DISTANCE =
      "the neighbours of every point lie at one and the same distance";

  private Answer() {}

  /** Why no estimator with so many neighbours could answer, if there is a reason. */
  static Optional<DimensionOutcome> impossible(NearestNeighbours found, int neighbours) {
    if (found.neighbours() < neighbours) {
      return Optional.of(
          none(
              "%d neighbours need at least %d distinct points but there were %d"
                  .formatted(neighbours, neighbours + 1, found.points()),
              found,
              neighbours));
    }
    if (found.set().dimension() == 1) {
      return Optional.of(
          none(
              "points with a single coordinate leave no dimension to estimate", found, neighbours));
    }
    return Optional.empty();
  }

  /** The value, or {@code otherwise} as the reason when it is not finite or not above 0. */
  static DimensionOutcome of(
      double value, NearestNeighbours found, int neighbours, String otherwise) {
    return Double.isFinite(value) && value > 0
        ? new Estimate(value, found.points(), found.duplicates(), neighbours)
        : none(otherwise, found, neighbours);
  }

  static Unanswered none(String reason, NearestNeighbours found, int neighbours) {
    return new Unanswered(reason, found.points(), found.duplicates(), neighbours);
  }
}
