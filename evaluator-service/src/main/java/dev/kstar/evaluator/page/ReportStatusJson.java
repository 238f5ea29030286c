package dev.kstar.evaluator.page;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.ReportFailure;
import dev.kstar.v1.TrainerState;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Whether reports are made, of {@code /api/state}; docs/page.md has every name and its unit. */
final class ReportStatusJson {
  /** Age beyond the usual pause at which a report is late. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private ReportStatusJson() {}

  /**
   * The age of the newest report, whether it is late while training goes on, and why.
   *
   * @param newest the newest report; empty before the first
   * @param training the trainer's newest state; empty before the first
   * @param failure why there is no newer report; empty while there are no failures
   */
  static JsonObject of(
      Optional<Report> newest,
      Optional<TrainerState> training,
      Optional<ReportFailure> failure,
      Pace pace,
      long nowMs) {
    Long age = newest.map(report -> Math.max(0, nowMs - report.getCreatedMs())).orElse(null);
    boolean late =
        newest.isPresent()
            && training.filter(state -> isAhead(state, newest.get())).isPresent()
            && age > pace.usualMs(newest.get()) + PATIENCE.toMillis();
    return new JsonObject()
        .put("number", newest.map(Report::getNumber).orElse(null))
        .put("ageMs", age)
        .put("late", late)
        .put("failure", failure.map(ReportStatusJson::failure).orElse(null));
  }

  /**
   * How often reports are made.
   *
   * @param interval shortest pause
   * @param share of the time that making reports may take
   */
  record Pace(Duration interval, double share) {
    /**
     * From the end of this report to that of the next, with room for one that takes twice as long.
     */
    long usualMs(Report report) {
      return interval.toMillis() + Math.round(2e3 * report.getSeconds() / share);
    }
  }

  private static boolean isAhead(TrainerState state, Report report) {
    long reported =
        report.getMembersList().stream().mapToLong(MemberReport::getStep).min().orElse(0);
    return state.getPhase() == TrainerState.Phase.PHASE_TRAINING
        && (!state.getRunId().equals(report.getRunId()) || state.getStep() > reported);
  }

  private static JsonObject failure(ReportFailure failure) {
    return new JsonObject()
        .put("reason", failure.getReason())
        .put("sinceMs", failure.getSinceMs())
        .put("atMs", failure.getAtMs())
        .put("count", failure.getCount());
  }
}
