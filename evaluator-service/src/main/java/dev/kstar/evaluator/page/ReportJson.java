package dev.kstar.evaluator.page;

import static dev.kstar.evaluator.page.JsonNumbers.finite;

import dev.kstar.v1.Alarm;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Interval;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.RetrievalAt;
import dev.kstar.v1.SharedDimensions;
import dev.kstar.v1.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** A report in short, as charts need it; docs/page.md has every name and its unit. */
final class ReportJson {
  private ReportJson() {}

  /** With the verdicts and what they rest on. */
  static JsonObject full(Report report) {
    JsonArray alarms = new JsonArray();
    report.getAlarmsList().forEach(alarm -> alarms.add(alarm(alarm)));
    JsonObject json =
        brief(report)
            .put("seconds", finite(report.getSeconds()))
            .put("shared", report.hasShared() ? shared(report.getShared()) : null)
            .put("withheld", new JsonArray(List.copyOf(report.getWithheldList())))
            .put("alarms", alarms);
    JsonArray members = json.getJsonArray("members");
    for (int i = 0; i < members.size(); i++) {
      MemberReport member = report.getMembers(i);
      members
          .getJsonObject(i)
          .put("verdict", verdict(member.getVerdict()))
          .put("disagreementF", member.getDisagreementF())
          .put("disagreementG", member.getDisagreementG());
    }
    return json;
  }

  /** Without words. */
  static JsonObject brief(Report report) {
    JsonArray members = new JsonArray();
    report.getMembersList().forEach(member -> members.add(member(member)));
    return new JsonObject()
        .put("number", report.getNumber())
        .put("run", report.getRunId())
        .put("createdMs", report.getCreatedMs())
        .put("holdoutPairs", report.getHoldoutPairs())
        .put("distinctPairs", report.getDistinctPairs())
        .put("distinctX", report.getDistinctX())
        .put("distinctY", report.getDistinctY())
        .put("setAsidePairs", report.getSetAsidePairs())
        .put("members", members);
  }

  static JsonObject member(MemberReport member) {
    return new JsonObject()
        .put("member", member.getMember())
        .put("dimension", member.getDimension())
        .put("step", member.getStep())
        .put("temperature", finite(member.getTemperature()))
        .put("top1XToY", finite(member.getXToY().getTop1()))
        .put("top1YToX", finite(member.getYToX().getTop1()))
        .put("topHalfPercentXToY", finite(member.getXToY().getTopHalfPercent()))
        .put("topHalfPercentYToX", finite(member.getYToX().getTopHalfPercent()))
        .put("retrievalAt", retrieval(member.getRetrievalAtList()))
        .put("dimensionF", dimension(member.getDimensionFList()))
        .put("dimensionG", dimension(member.getDimensionGList()));
  }

  private static JsonArray retrieval(List<RetrievalAt> measured) {
    JsonArray array = new JsonArray();
    for (RetrievalAt at : measured) {
      array.add(
          new JsonObject()
              .put("k", at.getK())
              .put("xToY", finite(at.getXToY()))
              .put("yToX", finite(at.getYToX())));
    }
    return array;
  }

  /** Of Levina-Bickel with the number of neighbours that was asked for, which comes first. */
  private static JsonObject dimension(List<DimensionEstimate> estimates) {
    if (estimates.isEmpty()) {
      return null;
    }
    DimensionEstimate main = estimates.get(0);
    return new JsonObject()
        .put("raw", main.hasValue() ? finite(main.getValue()) : null)
        .put("raw95", main.hasValue95() ? interval(main.getValue95()) : null)
        .put("calibrated", main.hasCalibrated() ? finite(main.getCalibrated()) : null)
        .put("calibrated95", main.hasCalibrated95() ? interval(main.getCalibrated95()) : null)
        .put("neighbours", main.getNeighbours())
        .put("unanswered", main.hasUnanswered() ? main.getUnanswered() : null);
  }

  private static JsonArray interval(Interval interval) {
    return new JsonArray().add(finite(interval.getLow())).add(finite(interval.getHigh()));
  }

  static JsonObject shared(SharedDimensions shared) {
    return new JsonObject()
        .put("estimate", shared.getEstimate())
        .put("low", shared.getLow())
        .put("high", shared.getHigh())
        .put("evidence", new JsonArray(List.copyOf(shared.getEvidenceList())));
  }

  private static JsonObject verdict(Verdict verdict) {
    return new JsonObject()
        .put("kind", words(verdict.getKind()))
        .put("sentence", verdict.getSentence());
  }

  /** {@code KIND_STILL_CONVERGING} is {@code still-converging}. */
  private static String words(Verdict.Kind kind) {
    return kind.name().replace("KIND_", "").replace('_', '-').toLowerCase(Locale.ROOT);
  }

  private static JsonObject alarm(Alarm alarm) {
    return new JsonObject()
        .put("member", alarm.getMember())
        .put("measure", alarm.getMeasure())
        .put("sinceStep", alarm.getSinceStep())
        .put("before", finite(alarm.getBefore()))
        .put("now", finite(alarm.getNow()));
  }
}
