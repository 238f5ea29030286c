package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HealthAnswerTest {
  private static final String DOWN =
      """
      {"status": "DOWN", "checks": [
        {"name": "other", "status": "UP", "data": {"reason": "none"}},
        {"name": "ingest thread", "status": "DOWN", "data": {"reason": "x.csv is odd"}}]}\
      """;

  private static HealthAnswer asked(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/q/health/live",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return HealthAnswer.of(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void healthyService_isUp() throws IOException {
    assertThat(asked(200, "{}")).isEqualTo(new HealthAnswer(true, ""));
  }

  @Test
  void unhealthyService_givesItsReason() throws IOException {
    assertThat(asked(503, DOWN)).isEqualTo(new HealthAnswer(false, "x.csv is odd"));
  }

  @Test
  void otherServer_isNotUp() throws IOException {
    assertThat(asked(404, "<html>")).isEqualTo(new HealthAnswer(false, ""));
  }

  @Test
  void checkWithoutReason_givesNone() {
    assertThat(HealthAnswer.parse("{\"checks\": [{\"name\": \"a\", \"status\": \"DOWN\"}]}"))
        .isEqualTo(new HealthAnswer(false, ""));
  }
}
