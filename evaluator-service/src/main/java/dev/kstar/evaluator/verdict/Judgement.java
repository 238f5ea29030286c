package dev.kstar.evaluator.verdict;

import dev.kstar.measure.Interval;
import dev.kstar.measure.verdict.Judge;
import dev.kstar.measure.verdict.MemberEvidence;
import dev.kstar.measure.verdict.SharedDimensions;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Adds verdicts, the number of shared dimensions and alarms to a report whose members are measured.
 */
public final class Judgement {
  private final TrainingLog training;
  private final DriftWatch drift = new DriftWatch();

  public Judgement(TrainingLog training) {
    this.training = training;
  }

  /** For the evaluation thread; each report once, in order. */
  public void add(Report.Builder report) {
    List<MemberEvidence> population =
        report.getMembersList().stream().map(m -> evidence(m, report.getHoldoutPairs())).toList();
    Optional<SharedDimensions> shared = SharedDimensions.of(population);
    for (int i = 0; i < population.size(); i++) {
      report
          .getMembersBuilder(i)
          .setVerdict(verdict(Judge.of(population.get(i), population, shared)));
    }
    shared.ifPresent(s -> report.setShared(shared(s)));
    report.addAllAlarms(drift.alarms(report.getRunId(), report.getMembersList()));
  }

  private MemberEvidence evidence(MemberReport member, int pairs) {
    return new MemberEvidence(
        member.getMember(),
        member.getDimension(),
        pairs,
        (member.getXToY().getTop1() + member.getYToX().getTop1()) / 2,
        (member.getXToY().getTopHalfPercent() + member.getYToX().getTopHalfPercent()) / 2,
        Calibrated.value(member.getDimensionFList()),
        interval(member.getDimensionFList()),
        Calibrated.value(member.getDimensionGList()),
        interval(member.getDimensionGList()),
        training.of(member.getMember()));
  }

  /** Of Levina-Bickel with the number of neighbours that was asked for, which comes first. */
  static final class Calibrated {
    private Calibrated() {}

    static OptionalDouble value(List<DimensionEstimate> estimates) {
      return estimates.stream()
          .limit(1)
          .filter(DimensionEstimate::hasCalibrated)
          .mapToDouble(DimensionEstimate::getCalibrated)
          .findFirst();
    }
  }

  private static Optional<Interval> interval(List<DimensionEstimate> estimates) {
    return estimates.stream()
        .limit(1)
        .filter(DimensionEstimate::hasCalibrated95)
        .map(DimensionEstimate::getCalibrated95)
        .map(interval -> new Interval(interval.getLow(), interval.getHigh()))
        .findFirst();
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
        .addAllEvidence(new ArrayList<>(shared.evidence()))
        .build();
  }
}
