package dev.kstar.evaluator.page;

import static dev.kstar.evaluator.page.JsonNumbers.finite;

import dev.kstar.measure.verdict.Elbow;
import dev.kstar.measure.verdict.MemberEvidence;
import dev.kstar.measure.verdict.TrainingHistory;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
      MemberEvidence evidence = evidence(member, report.getHoldoutPairs());
      members.add(
          ReportJson.member(member)
              .put("top1", finite(evidence.top1()))
              .put("top1StandardError", finite(evidence.top1Error())));
    }
    return new JsonObject()
        .put("reportNumber", report.getNumber())
        .put("run", report.getRunId())
        .put("holdoutPairs", report.getHoldoutPairs())
        .put("members", members)
        .put("elbow", elbow(rising, report.getHoldoutPairs()).orElse(null))
        .put("shared", report.hasShared() ? ReportJson.shared(report.getShared()) : null);
  }

  /** By the rule that the report's own number of shared dimensions goes by. */
  private static Optional<JsonObject> elbow(List<MemberReport> rising, int pairs) {
    return Elbow.of(rising.stream().map(member -> evidence(member, pairs)).toList())
        .map(
            elbow ->
                new JsonObject()
                    .put("low", elbow.low())
                    .put("high", elbow.high())
                    .put("evidence", elbow.evidence()));
  }

  private static MemberEvidence evidence(MemberReport member, int pairs) {
    return new MemberEvidence(
        member.getMember(),
        member.getDimension(),
        pairs,
        (member.getXToY().getTop1() + member.getYToX().getTop1()) / 2,
        (member.getXToY().getTopHalfPercent() + member.getYToX().getTopHalfPercent()) / 2,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        TrainingHistory.EMPTY);
  }
}
