package dev.kstar.measure.verdict;

import dev.kstar.measure.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What is known of one member of the population.
 *
 * @param member its number
 * @param dimension d, the output dimension of both encoders
 * @param pairs held-out pairs behind the accuracies
 * @param top1 mean over both directions, in [0, 1]
 * @param topHalfPercent likewise
 * @param f calibrated dimension of f(X); empty where it could not be told
 * @param f95 its interval
 * @param g calibrated dimension of g(Y)
 * @param g95 its interval
 * @param history of its training
 */
public record MemberEvidence(
    int member,
    int dimension,
    int pairs,
    double top1,
    double topHalfPercent,
    OptionalDouble f,
    Optional<Interval> f95,
    OptionalDouble g,
    Optional<Interval> g95,
    TrainingHistory history) {

  /** Mean of the calibrated dimensions of f(X) and g(Y), of those there are. */
  public OptionalDouble shared() {
    return Stream.of(f, g).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** From the lowest to the highest end of both intervals, of those there are. */
  Optional<Interval> shared95() {
    DoubleStream lows = Stream.of(f95, g95).flatMap(Optional::stream).mapToDouble(Interval::low);
    DoubleStream highs = Stream.of(f95, g95).flatMap(Optional::stream).mapToDouble(Interval::high);
    OptionalDouble low = lows.min();
    OptionalDouble high = highs.max();
    return low.isPresent()
        ? Optional.of(new Interval(low.getAsDouble(), high.getAsDouble()))
        : Optional.empty();
  }

  /** Binomial standard error of the top-1 accuracy. */
  public double top1Error() {
    return Math.sqrt(Math.max(top1 * (1 - top1), 1.0 / pairs) / pairs);
  }
}
