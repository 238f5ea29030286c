package dev.kstar.local.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A service's answer to its liveness check.
 *
 * @param up whether it is well
 * @param reason why it is not, in its own words; empty when it does not answer or gives none
 */
record HealthAnswer(boolean up, String reason) {
  private static final HealthAnswer UP = new HealthAnswer(true, "");
  private static final HealthAnswer NONE = new HealthAnswer(false, "");
  private static final int ANSWER_MS = 1_000;

  /** Asks a service on loopback; blocks for a second at most. */
  static HealthAnswer of(int port) {
    try {
      URI check = URI.create("http://127.0.0.1:" + port + "/q/health/live");
      HttpURLConnection connection = (HttpURLConnection) check.toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MS);
      connection.setReadTimeout(ANSWER_MS);
      if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
        return UP;
      }
      InputStream body = connection.getErrorStream();
      return body == null ? NONE : parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return NONE; // not yet
    }
  }

  /** Finds the reason of the first check that is down and gives one. */
  static HealthAnswer parse(String body) {
    try {
      for (JsonElement each :
          JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("checks")) {
        JsonObject check = each.getAsJsonObject();
        JsonObject data = check.getAsJsonObject("data");
        if (check.get("status").getAsString().equals("DOWN")
            && data != null
            && data.has("reason")) {
          return new HealthAnswer(false, data.get("reason").getAsString());
        }
      }
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      return NONE; // whatever answers there is not the service
    }
    return NONE;
  }
}
