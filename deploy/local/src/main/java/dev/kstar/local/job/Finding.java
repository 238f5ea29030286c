package dev.kstar.local.job;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import java.util.OptionalDouble;

/**
 * Whether k* is found: the true partner is among the nearest 0.5% for at least 99% of the held-out
 * pairs, in both directions, and the Levina-Bickel dimensions of f(X) and g(Y) have both stayed
 * within k* ± 0.5 over three consecutive reports. With a population it is found when three
 * consecutive reports have told it. Immutable; reports go in one after another.
 *
 * @param kStar the number of shared dimensions that was built into the data
 * @param inRange consecutive newest reports with both dimensions in range
 * @param retrieved whether the newest report's retrieval is good enough
 * @param step that the newest report measured
 */
public record Finding(int kStar, int inRange, boolean retrieved, long step) {
  public static final double TOP_HALF_PERCENT = 0.99;
  public static final double DIMENSION_TOLERANCE = 0.5;
  public static final int REPORTS = 3;

  /** Before the first report. */
  public static Finding of(int kStar) {
    return new Finding(kStar, 0, false, -1);
  }

  /**
   * With one more report. A report on weights that were measured before tells nothing new and does
   * not count; a step that goes back is another run, and counting starts again.
   */
  public Finding after(Report report) {
    MemberReport member = Measures.first(report).orElse(null);
    if (member == null || member.getStep() == step) {
      return this;
    }
    int before = member.getStep() < step ? 0 : inRange;
    boolean population = population(report);
    return new Finding(
        kStar,
        (population ? told(report) : dimensionsInRange(member)) ? before + 1 : 0,
        population || Measures.topHalfPercent(member) >= TOP_HALF_PERCENT,
        member.getStep());
  }

  /** Whether the report measures more than one model. */
  public static boolean population(Report report) {
    return report.getMembersCount() > 1;
  }

  private boolean told(Report report) {
    return report.hasShared() && report.getShared().getEstimate() == kStar;
  }

  public boolean found() {
    return retrieved && inRange >= REPORTS;
  }

  private boolean dimensionsInRange(MemberReport member) {
    return inRange(Measures.levinaBickel(member.getDimensionFList()))
        && inRange(Measures.levinaBickel(member.getDimensionGList()));
  }

  private boolean inRange(OptionalDouble dimension) {
    return dimension.isPresent()
        && Math.abs(dimension.getAsDouble() - kStar) <= DIMENSION_TOLERANCE;
  }
}
