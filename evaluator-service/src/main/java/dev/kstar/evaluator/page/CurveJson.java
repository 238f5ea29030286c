package dev.kstar.evaluator.page;

import static dev.kstar.evaluator.page.JsonNumbers.finite;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/** Accuracy against d, of {@code /api/curve}; docs/page.md has every name and its unit. */
final class CurveJson {
  private CurveJson() {}

  static JsonObject of(Report report) {
    List<MemberReport> rising =
        report.getMembersList().stream()
            .sorted(
                Comparator.comparingInt(MemberReport::getDimension)
                    .thenComparingInt(MemberReport::getMember))
            .toList();
    JsonArray members = new JsonArray();
    for (MemberReport member : rising) {
      double top1 = top1(member);
      members.add(
          ReportJson.member(member)
              .put("top1", finite(top1))
              .put("top1StandardError", finite(standardError(top1, distinct(report)))));
    }
    return new JsonObject()
        .put("reportNumber", report.getNumber())
        .put("run", report.getRunId())
        .put("holdoutPairs", report.getHoldoutPairs())
        .put("members", members)
        .put("elbow", elbow(report))
        .put("shared", report.hasShared() ? ReportJson.shared(report.getShared()) : null);
  }

  /** The narrowest d at which accuracy has stopped rising, as the report tells it. */
  private static Integer elbow(Report report) {
    int elbow = report.getShared().getElbow();
    return elbow > 0 ? elbow : null;
  }

  /** Pairs that tell something new; a report of a former version does not tell how many. */
  private static int distinct(Report report) {
    return report.getDistinctPairs() > 0 ? report.getDistinctPairs() : report.getHoldoutPairs();
  }

  private static double top1(MemberReport member) {
    return (member.getXToY().getTop1() + member.getYToX().getTop1()) / 2;
  }

  /** Binomial, of a share of so many pairs. */
  private static double standardError(double share, int pairs) {
    return Math.sqrt(Math.max(share * (1 - share), 1.0 / pairs) / pairs);
  }
}
