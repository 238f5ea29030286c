package dev.kstar.local.job;

import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;

/** Reports for tests. */
public final class Reports {
  private Reports() {}

  /** Good retrieval, and both dimensions as given. */
  public static Report of(long step, double dimensionF, double dimensionG) {
    return of(step, 0.999, 0.998, estimate(dimensionF), estimate(dimensionG));
  }

  public static Report of(
      long step, double xToY, double yToX, DimensionEstimate f, DimensionEstimate g) {
    return Report.newBuilder()
        .setNumber(step / 100)
        .setHoldoutPairs(2_000)
        .setSeconds(0.5)
        .addMembers(
            MemberReport.newBuilder()
                .setDimension(20)
                .setStep(step)
                .setTemperature(0.0072)
                .setXToY(Retrieval.newBuilder().setTop1(0.95).setTopHalfPercent(xToY))
                .setYToX(Retrieval.newBuilder().setTop1(0.94).setTopHalfPercent(yToX))
                .addDimensionF(f)
                .addDimensionG(g))
        .build();
  }

  public static DimensionEstimate estimate(double value) {
    return DimensionEstimate.newBuilder()
        .setEstimator(Estimator.ESTIMATOR_LEVINA_BICKEL)
        .setValue(value)
        .setPoints(2_000)
        .setNeighbours(20)
        .build();
  }

  public static DimensionEstimate unanswered(String why) {
    return DimensionEstimate.newBuilder()
        .setEstimator(Estimator.ESTIMATOR_LEVINA_BICKEL)
        .setUnanswered(why)
        .build();
  }
}
