package dev.kstar.local.job;

import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the launcher looks at in a report. */
public final class Measures {
  private Measures() {}

  /** The part of the member that stands for all: the widest, of replicas the first. */
  public static Optional<MemberReport> first(Report report) {
    return report.getMembersList().stream()
        .reduce((one, other) -> other.getDimension() > one.getDimension() ? other : one);
  }

  /** The Levina-Bickel estimate; empty when there is none or it has no number. */
  public static OptionalDouble levinaBickel(List<DimensionEstimate> estimates) {
    return estimates.stream()
        .filter(estimate -> estimate.getEstimator() == Estimator.ESTIMATOR_LEVINA_BICKEL)
        .filter(DimensionEstimate::hasValue)
        .mapToDouble(DimensionEstimate::getValue)
        .findFirst();
  }

  /** The worse of both directions. */
  public static double topHalfPercent(MemberReport member) {
    return Math.min(member.getXToY().getTopHalfPercent(), member.getYToX().getTopHalfPercent());
  }
}
