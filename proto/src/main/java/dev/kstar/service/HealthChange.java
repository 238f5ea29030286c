package dev.kstar.service;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.stream.Collectors;

/** Words for a change of a service's health, for its log. Pure. */
public final class HealthChange {
  private HealthChange() {}

  /**
   * Returns one sentence.
   *
   * @param kind liveness or readiness
   * @param health the answer to the health check
   */
  public static String sentence(String kind, JsonObject health) {
    String down =
        health.getJsonArray("checks").stream()
            .map(JsonValue::asJsonObject)
            .filter(check -> check.getString("status").equals("DOWN"))
            .map(HealthChange::check)
            .collect(Collectors.joining("; "));
    return "%s is %s%s"
        .formatted(kind, health.getString("status"), down.isEmpty() ? "" : ": " + down);
  }

  private static String check(JsonObject check) {
    String name = check.getString("name");
    JsonObject data = check.getJsonObject("data");
    if (data == null) {
      return name;
    }
    String reason = data.getString("reason", "");
    return name + ", " + (reason.isEmpty() ? data.toString() : reason);
  }
}
