package dev.kstar.evaluator.verdict;

import dev.kstar.measure.Interval;
import dev.kstar.measure.verdict.Conclusion;
import dev.kstar.measure.verdict.Judge;
import dev.kstar.measure.verdict.MemberEvidence;
import dev.kstar.measure.verdict.SharedDimensions;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.ReportOrBuilder;
import dev.kstar.v1.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Adds verdicts, the number of shared dimensions or why it is withheld, and alarms to a report
 * whose members are measured. A report that withholds the number already is given no other reason.
 */
public final class Judgement {
  private final TrainingLog training;
  private final DriftWatch drift = new DriftWatch();
  private final NumberLog numbers = new NumberLog();

  public Judgement(TrainingLog training) {
    this.training = training;
  }

  /** For the evaluation thread; each report once, in order. */
  public void add(Report.Builder report) {
    report.addAllObserved(training.unreported());
    numbers.begin(report.getRunId());
    List<MemberEvidence> population =
        report.getMembersList().stream().map(member -> evidence(member, report)).toList();
    if (report.getWithheldCount() > 0) {
      leaveUndecided(report);
    } else {
      judge(population, report);
    }
    report.addAllAlarms(drift.alarms(report.getRunId(), report.getMembersList()));
  }

  /** Where the pairs allow no estimate, whatever the members are. */
  private static void leaveUndecided(Report.Builder report) {
    Verdict undecided =
        Verdict.newBuilder()
            .setKind(Verdict.Kind.KIND_UNDECIDED)
            .setSentence(report.getWithheld(0))
            .build();
    report.getMembersBuilderList().forEach(member -> member.setVerdict(undecided));
  }

  private static void judge(List<MemberEvidence> population, Report.Builder report) {
    Conclusion conclusion =
        LearnedByHeart.of(report.getMembersList())
            .<Conclusion>map(reason -> new Conclusion.Withheld(List.of(reason)))
            .orElseGet(() -> SharedDimensions.of(population));
    for (int i = 0; i < population.size(); i++) {
      report
          .getMembersBuilder(i)
          .setVerdict(verdict(Judge.of(population.get(i), population, conclusion.told())));
    }
    conclude(conclusion, report);
  }

  /** Takes in a report from before this process, as if it had been added. */
  public void replay(Report report) {
    training.replay(report);
    drift.alarms(report.getRunId(), report.getMembersList());
    numbers.begin(report.getRunId());
    report.getMembersList().forEach(member -> evidence(member, report));
  }

  private static void conclude(Conclusion conclusion, Report.Builder report) {
    if (conclusion instanceof SharedDimensions told) {
      report.setShared(shared(told));
    } else if (conclusion instanceof Conclusion.Withheld withheld) {
      report.addAllWithheld(withheld.reasons());
    }
  }

  /** What is known of a member, its number at an earlier step included; remembers this one. */
  private MemberEvidence evidence(MemberReport member, ReportOrBuilder report) {
    OptionalDouble held = Calibrated.mean(member);
    Optional<MemberEvidence.Earlier> earlier = numbers.before(member.getMember(), member.getStep());
    held.ifPresent(
        number ->
            numbers.add(
                member.getMember(),
                member.getStep(),
                number + member.getLeftOut().getDirections()));
    return new MemberEvidence(
        member.getMember(),
        member.getDimension(),
        report.getHoldoutPairs(),
        distinct(report),
        (member.getXToY().getTop1() + member.getYToX().getTop1()) / 2,
        (member.getXToY().getTopHalfPercent() + member.getYToX().getTopHalfPercent()) / 2,
        Calibrated.closest(member.getDimensionFList()),
        interval(member.getDimensionFList()),
        Calibrated.closest(member.getDimensionGList()),
        interval(member.getDimensionGList()),
        earlier,
        member.hasLeftOut()
            ? OptionalInt.of(member.getLeftOut().getDirections())
            : OptionalInt.empty(),
        member.getDisagreementF().isEmpty() ? member.getDisagreementG() : member.getDisagreementF(),
        training.of(member.getMember(), member.getStep()));
  }

  /** Of the side that repeats more; a report of a former version does not tell. */
  private static int distinct(ReportOrBuilder report) {
    int distinct = Math.min(report.getDistinctX(), report.getDistinctY());
    return distinct > 0 ? distinct : report.getHoldoutPairs();
  }

  /** Calibrated Levina-Bickel dimensions. */
  static final class Calibrated {
    private Calibrated() {}

    /** With the number of neighbours that was asked for, which comes first. */
    static OptionalDouble value(List<DimensionEstimate> estimates) {
      return value(estimates.stream().findFirst());
    }

    /** With the fewest neighbours. */
    static OptionalDouble closest(List<DimensionEstimate> estimates) {
      return value(Judgement.closest(estimates));
    }

    /** Of f(X) and g(Y) with the fewest neighbours, of those there are. */
    static OptionalDouble mean(MemberReport member) {
      return Stream.of(member.getDimensionFList(), member.getDimensionGList())
          .flatMapToDouble(estimates -> closest(estimates).stream())
          .average();
    }

    private static OptionalDouble value(Optional<DimensionEstimate> estimate) {
      return estimate.filter(DimensionEstimate::hasCalibrated).stream()
          .mapToDouble(DimensionEstimate::getCalibrated)
          .findFirst();
    }
  }

  /**
   * Levina-Bickel with the fewest neighbours: the smaller the scale, the less a curved
   * representation reads as if it had more dimensions.
   */
  private static Optional<DimensionEstimate> closest(List<DimensionEstimate> estimates) {
    return estimates.stream()
        .filter(estimate -> estimate.getEstimator() == Estimator.ESTIMATOR_LEVINA_BICKEL)
        .min(Comparator.comparingInt(DimensionEstimate::getNeighbours));
  }

  private static Optional<Interval> interval(List<DimensionEstimate> estimates) {
    return closest(estimates)
        .filter(DimensionEstimate::hasCalibrated95)
        .map(DimensionEstimate::getCalibrated95)
        .map(interval -> new Interval(interval.getLow(), interval.getHigh()));
  }

  private static Verdict verdict(dev.kstar.measure.verdict.Verdict verdict) {
    Verdict.Kind kind =
        switch (verdict.kind()) {
          case HEALTHY -> Verdict.Kind.KIND_HEALTHY;
          case STILL_CONVERGING -> Verdict.Kind.KIND_STILL_CONVERGING;
          case D_TOO_SMALL -> Verdict.Kind.KIND_D_TOO_SMALL;
          case NOISE_FLOOR -> Verdict.Kind.KIND_NOISE_FLOOR;
          case CAPACITY -> Verdict.Kind.KIND_CAPACITY;
          case UNDECIDED -> Verdict.Kind.KIND_UNDECIDED;
        };
    return Verdict.newBuilder().setKind(kind).setSentence(verdict.sentence()).build();
  }

  private static dev.kstar.v1.SharedDimensions shared(SharedDimensions shared) {
    return dev.kstar.v1.SharedDimensions.newBuilder()
        .setEstimate(shared.estimate())
        .setLow(shared.low())
        .setHigh(shared.high())
        .setElbow(shared.elbow().orElse(0))
        .addAllEvidence(new ArrayList<>(shared.evidence()))
        .build();
  }
}
