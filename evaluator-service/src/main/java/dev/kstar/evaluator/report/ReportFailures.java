package dev.kstar.evaluator.report;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.v1.ReportFailure;
import java.util.Optional;

/** Why there is no newer report, read off the stages that one needs. */
public final class ReportFailures {
  private ReportFailures() {}

  /**
   * The failures since the newest report, or else those of the trainer, without which there is
   * none.
   *
   * @return empty while reports are made, or nothing is wrong
   */
  public static Optional<ReportFailure> of(Condition evaluation, Condition trainer) {
    return evaluation.failures().or(trainer::failures).map(ReportFailures::message);
  }

  private static ReportFailure message(Condition.Failures failures) {
    return ReportFailure.newBuilder()
        .setReason(failures.reason())
        .setAtMs(failures.last().toEpochMilli())
        .setSinceMs(failures.first().toEpochMilli())
        .setCount(failures.count())
        .build();
  }
}
