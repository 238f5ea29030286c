package dev.kstar.measure.verdict;

import dev.kstar.measure.Interval;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
 * @param before the mean of both dimensions at the report before; empty at the first
 * @param leftOut shared directions that f and g do not hold; empty where that could not be told
 * @param disagreement why its estimates are not to be trusted; empty where scales agree
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
    OptionalDouble before,
    OptionalInt leftOut,
    String disagreement,
    TrainingHistory history) {
  /** A dimension above d − 1.5 fills what d allows: a sphere of d − 1 dimensions. */
  private static final double FILLED = 1.5;

  /** Fall of the loss over a doubling of the steps, in nats, that is still progress. */
  static final double LOSS_FALLS = 0.2;

  /** Change of the dimension from report to report that is still progress. */
  private static final double MOVES = 0.1;

  /** Mean of the calibrated dimensions of f(X) and g(Y), of those there are. */
  public OptionalDouble shared() {
    return Stream.of(f, g).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** The shared dimensions that it holds and those that it leaves out; empty when unknown. */
  OptionalDouble number() {
    OptionalDouble held = shared();
    return held.isPresent()
        ? OptionalDouble.of(held.getAsDouble() + leftOut.orElse(0))
        : OptionalDouble.empty();
  }

  /** Whether its dimension fills what d allows, and says nothing of k* but that d is too small. */
  boolean fills() {
    return shared().isPresent() && shared().getAsDouble() >= dimension - FILLED;
  }

  /** Why its numbers are not final yet; empty when they are. */
  Optional<String> unsettled() {
    Optional<Trend> trend = history.trend();
    if (trend.isEmpty()) {
      return Optional.of(
          "only %d observations of the training so far".formatted(history.points().size()));
    }
    double falls = -Math.log(2) * trend.get().lossSlope();
    if (falls > LOSS_FALLS) {
      return Optional.of(
          String.format(
              Locale.ROOT, "its loss falls by %.2f nats over a doubling of the steps", falls));
    }
    return moves();
  }

  private Optional<String> moves() {
    if (before.isEmpty()) {
      return Optional.of("only one report so far");
    }
    double now = shared().orElse(0);
    return Math.abs(now - before.getAsDouble()) > MOVES * before.getAsDouble()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its dimension moves, from %.2f to %.2f in one report",
                before.getAsDouble(),
                now))
        : Optional.empty();
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
