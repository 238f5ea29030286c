package dev.kstar.evaluator.page;

import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Interval;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;

/** Reports on populations, made by hand. */
final class Populations {
  private Populations() {}

  static Report report(long number, String run, double... top1ByMember) {
    Report.Builder report =
        Report.newBuilder().setNumber(number).setRunId(run).setHoldoutPairs(1000);
    for (int m = 0; m < top1ByMember.length; m++) {
      report.addMembers(member(m, 2 * (m + 1), 100 * number, top1ByMember[m]));
    }
    return report.build();
  }

  private static MemberReport member(int member, int dimension, long step, double top1) {
    Retrieval retrieval = Retrieval.newBuilder().setTop1(top1).setTopHalfPercent(0.75).build();
    return MemberReport.newBuilder()
        .setMember(member)
        .setDimension(dimension)
        .setStep(step)
        .setXToY(retrieval)
        .setYToX(retrieval)
        .addDimensionF(
            DimensionEstimate.newBuilder()
                .setValue(4.5)
                .setValue95(Interval.newBuilder().setLow(4.25).setHigh(4.75))
                .setCalibrated(5)
                .setNeighbours(20))
        .addDimensionG(DimensionEstimate.newBuilder().setUnanswered("too few points"))
        .build();
  }
}
