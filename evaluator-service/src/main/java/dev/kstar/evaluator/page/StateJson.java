package dev.kstar.evaluator.page;

import static dev.kstar.evaluator.page.JsonNumbers.finite;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.StreamShape;
import dev.kstar.v1.TrainerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** The state of {@code /api/state}; docs/page.md has every name and its unit. */
final class StateJson {
  private StateJson() {}

  static JsonObject training(TrainerState state) {
    JsonArray members = new JsonArray();
    state.getMembersList().forEach(member -> members.add(member(member, state.getStep() > 0)));
    return new JsonObject()
        .put("run", state.getRunId())
        .put("phase", words(state.getPhase()))
        .put("reason", state.getReason())
        .put("publishedMs", state.getPublishedMs())
        .put("step", state.getStep())
        .put("pairs", state.getPairs())
        .put("batchPairs", state.getBatchSize())
        .put("pairsPerSecond", finite(state.getPairsPerSecond()))
        .put("stepMilliseconds", finite(state.getStepMilliseconds()))
        .put("trainingSeconds", finite(state.getTrainingSeconds()))
        .put("lagRecords", state.getLag())
        .put("deadLetters", state.getDeadLetters())
        .put("configHash", state.getConfigHash())
        .put("stream", stream(state.getStream()))
        .put(
            "engine",
            new JsonObject()
                .put("name", state.getEngine().getName())
                .put("device", state.getEngine().getDevice())
                .put("threads", state.getEngine().getThreads()))
        .put("members", members);
  }

  private static JsonObject stream(StreamShape stream) {
    return new JsonObject()
        .put("dx", stream.getDx())
        .put("dy", stream.getDy())
        .put("source", stream.getSource());
  }

  private static JsonObject member(MemberState member, boolean stepped) {
    return new JsonObject()
        .put("member", member.getMember())
        .put("dimension", member.getDimension())
        .put("seed", member.getSeed())
        .put("lossNats", stepped ? finite(member.getLoss()) : null)
        .put("temperature", stepped ? finite(member.getTemperature()) : null)
        .put("normF", stepped ? finite(member.getNormF()) : null)
        .put("normG", stepped ? finite(member.getNormG()) : null);
  }

  static JsonArray stages(List<Condition> stages) {
    JsonArray array = new JsonArray();
    for (Condition stage : stages) {
      Condition.State state = stage.state();
      array.add(
          new JsonObject()
              .put("name", stage.name())
              .put("level", state.level().name().toLowerCase(Locale.ROOT))
              .put("sentence", state.sentence()));
    }
    return array;
  }

  /** {@code PHASE_WAITING_FOR_DATA} is {@code waiting-for-data}. */
  private static String words(TrainerState.Phase phase) {
    return phase.name().replace("PHASE_", "").replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
