package dev.kstar.local.view;

import dev.kstar.v1.Alarm;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.LabelMatch;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.ReportFailure;
import dev.kstar.v1.SharedDimensions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report, readable. Pure. */
public final class ReportView {
  private ReportView() {}

  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    if (report.hasLastFailure()) {
      lines.add(failure(report));
    }
    lines.add(
        format(
            "report %d, %s, %,d held-out pairs%s, made in %.1f s",
            report.getNumber(),
            time(report.getCreatedMs()),
            report.getHoldoutPairs(),
            distinct(report),
            report.getSeconds()));
    if (report.getSetAsidePairs() > 0) {
      lines.add(
          format(
              "%,d held-out %s left out, not representable by a model: ./kstar dead-letters",
              report.getSetAsidePairs(), report.getSetAsidePairs() == 1 ? "pair is" : "pairs are"));
    }
    lines.addAll(conclusion(report));
    if (report.getMembersCount() > 1) {
      lines.add("");
      lines.addAll(CurveView.lines(report));
    }
    report.getAlarmsList().forEach(alarm -> lines.add(alarm(alarm)));
    report.getMembersList().forEach(member -> member(member, lines));
    return lines;
  }

  /** Why there is no newer report, and how old this one was at the newest attempt. */
  private static String failure(Report report) {
    ReportFailure failure = report.getLastFailure();
    return format(
        "NO NEWER REPORT since %s (%,d failed attempts): %s. The newest was %,d s old at the last"
            + " attempt:",
        time(failure.getSinceMs()),
        failure.getCount(),
        failure.getReason(),
        Math.max(0, failure.getAtMs() - report.getCreatedMs()) / 1000);
  }

  private static Instant time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS);
  }

  /** A report of a former version does not tell. */
  private static String distinct(Report report) {
    return report.getDistinctPairs() == 0 || report.getDistinctPairs() == report.getHoldoutPairs()
        ? ""
        : format(" (%,d distinct)", report.getDistinctPairs());
  }

  /** The newest report in one line, for the state of the system. */
  public static String status(Report report, Instant now) {
    String made =
        format(
            "no. %d, %,d s old",
            report.getNumber(), Math.max(0, now.toEpochMilli() - report.getCreatedMs()) / 1000);
    return report.hasLastFailure()
        ? made + "; no newer one: " + report.getLastFailure().getReason()
        : made;
  }

  /** What the report tells of k*, or why it withholds it. */
  public static List<String> conclusion(Report report) {
    if (report.hasShared()) {
      SharedDimensions shared = report.getShared();
      List<String> lines = new ArrayList<>();
      lines.add(
          format(
              "k* = %d, between %d and %d",
              shared.getEstimate(), shared.getLow(), shared.getHigh()));
      shared.getEvidenceList().forEach(evidence -> lines.add("  " + evidence));
      return lines;
    }
    List<String> lines = new ArrayList<>();
    if (report.getWithheldCount() > 0) {
      lines.add("k* is not told yet:");
      report.getWithheldList().forEach(reason -> lines.add("  " + reason));
    }
    return lines;
  }

  private static String alarm(Alarm alarm) {
    return format(
        "ALARM member %d, %s: from %.3f to %.3f since step %,d",
        alarm.getMember(),
        alarm.getMeasure(),
        alarm.getBefore(),
        alarm.getNow(),
        alarm.getSinceStep());
  }

  private static void member(MemberReport member, List<String> lines) {
    lines.add("");
    lines.add(
        format(
            "member %d, d = %d, step %,d, τ %.4f",
            member.getMember(), member.getDimension(), member.getStep(), member.getTemperature()));
    if (member.hasVerdict()) {
      lines.add("  " + member.getVerdict().getSentence());
    }
    if (member.hasLeftOut()) {
      lines.add(
          format("  %-16s %d shared directions", "left out", member.getLeftOut().getDirections()));
    }
    lines.add(both("top-1", member.getXToY().getTop1(), member.getYToX().getTop1()));
    lines.add(
        both(
            "top-0.5%",
            member.getXToY().getTopHalfPercent(), member.getYToX().getTopHalfPercent()));
    if (member.hasPrequential()) {
      lines.add(
          both(
                  "test-then-train",
                  member.getPrequential().getXToY(),
                  member.getPrequential().getYToX())
              + format(
                  " (top-1 of %d pairs of a batch at step %,d, before it was learned from)",
                  member.getPrequential().getPairs(), member.getPrequential().getStep()));
    }
    for (LabelMatch match : member.getLabelMatchesList()) {
      lines.add(both("match " + match.getLabel(), match.getXToY(), match.getYToX()));
    }
    lines.add(format("  %-16s %.4f", "alignment", member.getAlignment()));
    lines.add(
        format(
            "  %-16s %.3f f(X)  %.3f g(Y)",
            "uniformity", member.getUniformityF(), member.getUniformityG()));
    member.getDimensionFList().forEach(e -> lines.add(estimate("dimension f(X)", e)));
    disagreement("f(X)", member.getDisagreementF(), lines);
    member.getDimensionGList().forEach(e -> lines.add(estimate("dimension g(Y)", e)));
    disagreement("g(Y)", member.getDisagreementG(), lines);
  }

  private static void disagreement(String of, String sentence, List<String> lines) {
    if (!sentence.isEmpty()) {
      lines.add(format("  %-16s %s", "beware " + of, sentence));
    }
  }

  private static String both(String label, double xToY, double yToX) {
    return format("  %-16s %.3f x→y   %.3f y→x", label, xToY, yToX);
  }

  private static String estimate(String label, DimensionEstimate estimate) {
    String outcome =
        estimate.hasValue() ? format("%.2f", estimate.getValue()) : "– " + estimate.getUnanswered();
    String calibrated = estimate.hasCalibrated() ? calibrated(estimate) : "";
    String duplicates =
        estimate.getDuplicates() == 0
            ? ""
            : format(", %,d duplicates left out", estimate.getDuplicates());
    return format(
        "  %-16s %s%s (%s, %d neighbours, %,d points%s)",
        label,
        outcome,
        calibrated,
        name(estimate.getEstimator()),
        estimate.getNeighbours(),
        estimate.getPoints(),
        duplicates);
  }

  private static String calibrated(DimensionEstimate estimate) {
    String interval =
        estimate.hasCalibrated95()
            ? format(
                " [%.2f, %.2f]",
                estimate.getCalibrated95().getLow(), estimate.getCalibrated95().getHigh())
            : "";
    return format(", calibrated %.2f%s", estimate.getCalibrated(), interval);
  }

  private static String name(Estimator estimator) {
    return switch (estimator) {
      case ESTIMATOR_LEVINA_BICKEL -> "Levina-Bickel";
      case ESTIMATOR_TWO_NN -> "TwoNN";
      case ESTIMATOR_CORRELATION_INTEGRAL -> "correlation integral";
      case ESTIMATOR_METHOD_OF_MOMENTS -> "method of moments";
      case ESTIMATOR_MIND_MLK -> "MiND-MLk";
      case ESTIMATOR_MIND_MLI -> "MiND-MLi";
      case ESTIMATOR_TLE -> "TLE";
      case ESTIMATOR_LOCAL_PCA -> "PCA";
      case ESTIMATOR_UNSPECIFIED, UNRECOGNIZED -> "unknown estimator";
    };
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
