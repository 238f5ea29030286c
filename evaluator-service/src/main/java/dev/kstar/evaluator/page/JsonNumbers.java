package dev.kstar.evaluator.page;

import io.vertx.core.json.JsonArray;
import java.util.stream.DoubleStream;

/** Numbers as JSON has them: it knows neither NaN nor infinities, so these become null. */
final class JsonNumbers {
  private JsonNumbers() {}

  static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static JsonArray array(DoubleStream values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(finite(value)));
    return array;
  }
}
