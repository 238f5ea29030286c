package dev.kstar.evaluator.page;

import static dev.kstar.evaluator.page.JsonNumbers.array;

import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What has been, of {@code /api/history}; docs/page.md has every name and its unit. */
final class HistoryJson {
  private HistoryJson() {}

  /**
   * The course of a training by columns.
   *
   * @param moments of that training, oldest first
   */
  static JsonObject training(TrainerState state, List<Moment> moments) {
    JsonArray members = new JsonArray();
    for (int m = 0; m < state.getMembersCount(); m++) {
      members.add(member(state.getMembers(m), m, moments));
    }
    JsonObject json = new JsonObject().put("run", state.getRunId());
    json.put("timeMs", new JsonArray(moments.stream().map(Moment::timeMs).toList()));
    json.put("step", new JsonArray(moments.stream().map(Moment::step).toList()));
    json.put("pairsPerSecond", array(moments.stream().mapToDouble(Moment::pairsPerSecond)));
    json.put("stepMilliseconds", array(moments.stream().mapToDouble(Moment::stepMilliseconds)));
    json.put("lagRecords", new JsonArray(moments.stream().map(Moment::lag).toList()));
    json.put("deadLetters", new JsonArray(moments.stream().map(Moment::deadLetters).toList()));
    return json.put("members", members);
  }

  private static JsonObject member(MemberState member, int place, List<Moment> moments) {
    return new JsonObject()
        .put("member", member.getMember())
        .put("dimension", member.getDimension())
        .put("lossNats", array(moments.stream().mapToDouble(moment -> moment.losses()[place])))
        .put(
            "temperature",
            array(moments.stream().mapToDouble(moment -> moment.temperatures()[place])));
  }

  /**
   * Reports of one run, oldest first; when there are more than {@code most}, evenly thinned, the
   * newest always among them.
   */
  static JsonArray reports(List<Report> newestFirst, String run, int most) {
    List<Report> ofRun = newestFirst.stream().filter(r -> r.getRunId().equals(run)).toList();
    int distance = Math.max(1, (ofRun.size() + most - 1) / most);
    List<JsonObject> oldestFirst = new ArrayList<>();
    for (int i = (ofRun.size() - 1) / distance * distance; i >= 0; i -= distance) {
      oldestFirst.add(ReportJson.brief(ofRun.get(i)));
    }
    return new JsonArray(oldestFirst);
  }
}
