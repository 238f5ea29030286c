package dev.kstar.evaluator.page;

import dev.kstar.evaluator.holdout.HeldPair;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.TreeMap;

/** Partners on a plane, of {@code /api/projection}; docs/page.md has every name and its unit. */
final class ProjectionJson {
  private ProjectionJson() {}

  static JsonObject of(Projection projection) {
    JsonArray pairs = new JsonArray();
    for (int i = 0; i < projection.pairs().size(); i++) {
      HeldPair pair = projection.pairs().get(i);
      pairs.add(
          new JsonObject()
              .put("id", pair.id())
              .put("f", place(projection.f()[i]))
              .put("g", place(projection.g()[i]))
              .put("labels", new JsonObject(new TreeMap<String, Object>(pair.labels()))));
    }
    return new JsonObject()
        .put("member", projection.member())
        .put("dimension", projection.dimension())
        .put("step", projection.step())
        .put("varianceShares", JsonNumbers.array(Arrays.stream(projection.plane().shares())))
        .put("meanDistance", JsonNumbers.finite(projection.meanDistance()))
        .put("pairs", pairs);
  }

  private static JsonArray place(double[] place) {
    return JsonNumbers.array(Arrays.stream(place));
  }
}
