package dev.kstar.measure.verdict;

import dev.kstar.measure.Interval;
import dev.kstar.measure.verdict.MemberEvidence.Earlier;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

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
        2_000,
        top1,
        topHalfPercent,
        OptionalDouble.of(dimension),
        interval,
        OptionalDouble.of(dimension),
        interval,
        Optional.of(new Earlier(0.6, dimension)),
        OptionalInt.of(0),
        "",
        history);
  }

  /** Settled, as by a slope of the loss near 0. */
  static final TrainingHistory SETTLED = history(0.0072, -0.6, 0.15, -0.05);

  /** So many more directions left out, now and before. */
  static MemberEvidence leavingOut(MemberEvidence member, int directions) {
    return leavingOut(member, directions, OptionalInt.of(directions));
  }

  /** Where it cannot be told. */
  static MemberEvidence withoutLeftOut(MemberEvidence member) {
    return leavingOut(member, 0, OptionalInt.empty());
  }

  private static MemberEvidence leavingOut(
      MemberEvidence member, int directions, OptionalInt told) {
    return new MemberEvidence(
        member.member(),
        member.dimension(),
        member.pairs(),
        member.distinct(),
        member.top1(),
        member.topHalfPercent(),
        member.f(),
        member.f95(),
        member.g(),
        member.g95(),
        member.earlier().map(then -> new Earlier(then.share(), then.number() + directions)),
        told,
        member.disagreement(),
        member.history());
  }

  static MemberEvidence disagreeing(MemberEvidence member, String sentence) {
    return new MemberEvidence(
        member.member(),
        member.dimension(),
        member.pairs(),
        member.distinct(),
        member.top1(),
        member.topHalfPercent(),
        member.f(),
        member.f95(),
        member.g(),
        member.g95(),
        member.earlier(),
        member.leftOut(),
        sentence,
        member.history());
  }

  static MemberEvidence after(MemberEvidence member, Optional<Earlier> earlier) {
    return new MemberEvidence(
        member.member(),
        member.dimension(),
        member.pairs(),
        member.distinct(),
        member.top1(),
        member.topHalfPercent(),
        member.f(),
        member.f95(),
        member.g(),
        member.g95(),
        earlier,
        member.leftOut(),
        member.disagreement(),
        member.history());
  }

  /** One whose dimension could not be told. */
  static MemberEvidence unmeasured(int d) {
    return new MemberEvidence(
        d,
        d,
        2_000,
        2_000,
        0.95,
        0.99,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(0),
        "",
        SETTLED);
  }

  /** One whose dimension is known, but not how well. */
  static MemberEvidence withoutIntervals(int d) {
    MemberEvidence known = member(d, 0.95, 5);
    return new MemberEvidence(
        d,
        d,
        known.pairs(),
        known.distinct(),
        known.top1(),
        known.topHalfPercent(),
        known.f(),
        Optional.empty(),
        known.g(),
        Optional.empty(),
        known.earlier(),
        known.leftOut(),
        "",
        known.history());
  }

  /** One whose encoders differ, each known to within 4 %. */
  static MemberEvidence unlike(int d, double f, double g) {
    return new MemberEvidence(
        d,
        d,
        2_000,
        2_000,
        0.95,
        0.99,
        OptionalDouble.of(f),
        Optional.of(new Interval(f * 0.96, f * 1.04)),
        OptionalDouble.of(g),
        Optional.of(new Interval(g * 0.96, g * 1.04)),
        Optional.of(new Earlier(0.6, (f + g) / 2)),
        OptionalInt.of(0),
        "",
        SETTLED);
  }

  static MemberEvidence member(int d, double top1, double dimension) {
    return member(d, top1, 0.99, dimension, SETTLED);
  }
}
