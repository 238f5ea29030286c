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
 * @param distinct how many of them differ in x and in y; with copies the partners that count as
 *     found are more, and independent pairs fewer
 * @param top1 mean over both directions, in [0, 1]
 * @param topHalfPercent likewise
 * @param f calibrated dimension of f(X); empty where it could not be told
 * @param f95 its interval
 * @param g calibrated dimension of g(Y)
 * @param g95 its interval
 * @param earlier its {@link #number} at the oldest report in the latter half of the steps; empty
 *     when there was none before this one
 * @param leftOut shared directions that f and g do not hold; empty where that could not be told
 * @param disagreement why its estimates are not to be trusted; empty where scales agree
 * @param history of its training
 */
public record MemberEvidence(
    int member,
    int dimension,
    int pairs,
    int distinct,
    double top1,
    double topHalfPercent,
    OptionalDouble f,
    Optional<Interval> f95,
    OptionalDouble g,
    Optional<Interval> g95,
    Optional<Earlier> earlier,
    OptionalInt leftOut,
    String disagreement,
    TrainingHistory history) {
  /** A dimension above d − 1.5 fills what d allows: a sphere of d − 1 dimensions. */
  private static final double FILLED = 1.5;

  /** Fall of the loss over a doubling of the steps, in nats, that is still progress. */
  static final double LOSS_FALLS = 0.2;

  /**
   * Fall of the loss over a doubling of the steps with which a number that stands still is final:
   * the partners that a model confuses have not even become half as many.
   */
  private static final double CONFUSED_HALVES = Math.log(2);

  /** Change of the number over the latter half of the steps that is still progress. */
  private static final double MOVES = 0.1;

  /**
   * A number from before.
   *
   * @param share of the steps until now at which it was measured, in (0.5, 1)
   */
  public record Earlier(double share, double number) {
    /** Whether it lies so far back that standing still since then means something. */
    boolean longAgo() {
      return share <= 0.75;
    }
  }

  /** Standard errors above chance that are no chance. */
  private static final double CHANCE_ERRORS = 5;

  /** Mean of the calibrated dimensions of f(X) and g(Y), of those there are. */
  public OptionalDouble shared() {
    return Stream.of(f, g).flatMapToDouble(OptionalDouble::stream).average();
  }

  /** The shared dimensions that it holds and those that it leaves out; empty when unknown. */
  public OptionalDouble number() {
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
    Optional<String> moves = earlier.flatMap(this::moves);
    if (moves.isPresent()) {
      return moves;
    }
    boolean stands = earlier.filter(Earlier::longAgo).isPresent();
    if (falls <= (stands ? CONFUSED_HALVES : LOSS_FALLS)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "its loss falls by %.2f nats over a doubling of the steps%s",
            falls,
            stands
                ? ""
                : ", and no report from long before shows that its dimension stands still"));
  }

  private Optional<String> moves(Earlier then) {
    double now = number().orElse(0);
    return Math.abs(now - then.number()) > MOVES * then.number()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its dimension moves, from %.2f to %.2f in the latter half of the steps",
                then.number(),
                now))
        : Optional.empty();
  }

  /** Whether it finds partners more often than by chance, which an untrained one may not. */
  boolean finds() {
    double chance = Math.max(1, Math.floor(0.005 * pairs)) / distinct;
    return topHalfPercent > chance + CHANCE_ERRORS * Math.sqrt(chance / distinct);
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
    return Math.sqrt(Math.max(top1 * (1 - top1), 1.0 / distinct) / distinct);
  }
}
