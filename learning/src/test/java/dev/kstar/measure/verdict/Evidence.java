package dev.kstar.measure.verdict;

import dev.kstar.measure.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/** Members for tests. */
final class Evidence {
  private Evidence() {}

  /** τ and loss as powers of the step, up to step 6,000. */
  static TrainingHistory history(double temperature, double slope, double loss, double lossSlope) {
    TrainingHistory history = TrainingHistory.EMPTY;
    for (long step = 100; step <= 6_000; step += 100) {
      double x = Math.log(step / 6_000.0);
      history =
          history.with(
              new TrainingPoint(step, temperature * Math.exp(slope * x), loss + lossSlope * x));
    }
    return history;
  }

  static MemberEvidence member(
      int d, double top1, double topHalfPercent, double dimension, TrainingHistory history) {
    Optional<Interval> interval = Optional.of(new Interval(dimension * 0.96, dimension * 1.04));
    return new MemberEvidence(
        d,
        d,
        2_000,
        top1,
        topHalfPercent,
        OptionalDouble.of(dimension),
        interval,
        OptionalDouble.of(dimension),
        interval,
        history);
  }

  static MemberEvidence member(int d, double top1, double dimension) {
    return member(d, top1, 0.99, dimension, TrainingHistory.EMPTY);
  }
}
