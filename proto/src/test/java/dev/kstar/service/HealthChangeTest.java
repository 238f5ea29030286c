package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class HealthChangeTest {
  private static String sentence(String health) {
    JsonObject json = Json.createReader(new StringReader(health)).readObject();
    return HealthChange.sentence("liveness", json);
  }

  @Test
  void healthyService_isUp() {
    assertThat(
            sentence("{\"status\": \"UP\", \"checks\": [{\"name\": \"a\", \"status\": \"UP\"}]}"))
        .isEqualTo("liveness is UP");
  }

  @Test
  void unhealthyChecks_areNamedWithReasons() {
    String health =
        """
        {"status": "DOWN", "checks": [
          {"name": "a", "status": "UP"},
          {"name": "b", "status": "DOWN", "data": {"reason": "x.csv is odd"}},
          {"name": "c", "status": "DOWN", "data": {"turn": "long ago"}},
          {"name": "d", "status": "DOWN"}]}\
        """;

    assertThat(sentence(health))
        .isEqualTo("liveness is DOWN: b, x.csv is odd; c, {\"turn\":\"long ago\"}; d");
  }
}
