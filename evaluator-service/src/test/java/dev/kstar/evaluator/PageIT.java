package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's routes, as a program sees them. */
@ExtendWith(PageScene.Shared.class)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PageIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final PageScene scene;

  PageIT(PageScene scene) {
    this.scene = scene;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(scene.address(path)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private JsonObject json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  @Test
  void stateTellsWhatTrainsAndOnWhatItIsMeasured() throws Exception {
    JsonObject state = json("/api/state");

    assertThat(state.getString("stream")).isEqualTo("page");
    assertThat(state.getJsonObject("trainer").getBoolean("reachable")).isTrue();
    assertThat(state.getJsonObject("training").getString("run")).isEqualTo("run-1");
    assertThat(state.getJsonObject("training").getDouble("pairsPerSecond")).isEqualTo(12_345);
    assertThat(state.getJsonObject("training").getLong("lagRecords")).isEqualTo(1_234);
    assertThat(state.getJsonObject("training").getJsonArray("members")).hasSize(5);
    assertThat(state.getJsonObject("holdout").encode())
        .isEqualTo("{\"pairs\":400,\"minimumPairs\":400,\"windowPairs\":400}");
  }

  @Test
  void reportsAreNewestFirstAndNoMoreThanAskedFor() throws Exception {
    JsonArray reports = json("/api/reports?limit=2").getJsonArray("reports");

    assertThat(reports).hasSize(2);
    long newest = Long.parseLong(reports.getJsonObject(0).getString("number"));
    assertThat(reports.getJsonObject(1).getString("number")).isEqualTo("" + (newest - 1));
  }

  @Test
  void theReportInShortHasTheNumbersOfTheWholeOne() throws Exception {
    JsonObject whole = json("/api/reports?limit=1").getJsonArray("reports").getJsonObject(0);
    JsonObject brief = json("/api/report");

    JsonObject wholeMember = whole.getJsonArray("members").getJsonObject(2);
    JsonObject member = brief.getJsonArray("members").getJsonObject(2);
    assertThat(member.getDouble("top1XToY"))
        .isEqualTo(wholeMember.getJsonObject("xToY").getDouble("top1"));
    assertThat(member.getJsonObject("dimensionF").getDouble("raw"))
        .isEqualTo(wholeMember.getJsonArray("dimensionF").getJsonObject(0).getDouble("value"));
    assertThat(member.getJsonObject("verdict").getString("sentence"))
        .isEqualTo(wholeMember.getJsonObject("verdict").getString("sentence"));
  }

  @Test
  void historyHoldsTheCourseOfTheTrainingAndOfTheReports() throws Exception {
    JsonObject history = json("/api/history");

    JsonObject training = history.getJsonObject("training");
    int moments = training.getJsonArray("step").size();
    assertThat(moments).isPositive();
    assertThat(training.getJsonArray("members").getJsonObject(4).getJsonArray("lossNats"))
        .hasSize(moments);
    assertThat(history.getJsonArray("reports").stream())
        .extracting(report -> ((JsonObject) report).getLong("number"))
        .startsWith(1L, 2L, 3L);
  }

  @Test
  void theCurveRisesWithD() throws Exception {
    JsonObject curve = json("/api/curve");

    assertThat(curve.getJsonArray("members").stream())
        .extracting(member -> ((JsonObject) member).getInteger("dimension"))
        .containsExactlyElementsOf(FakePopulation.DIMENSIONS);
    assertThat(curve.fieldNames()).contains("elbow", "shared");
  }

  @Test
  void aProjectionLaysPartnersSideBySide() throws Exception {
    JsonObject projection = json("/api/projection?member=2");

    assertThat(projection.getInteger("dimension")).isEqualTo(4);
    assertThat(projection.getJsonArray("pairs")).hasSize(300);
    JsonObject pair = projection.getJsonArray("pairs").getJsonObject(0);
    assertThat(pair.getJsonObject("labels").getInteger("parity")).isBetween(0, 1);
    assertThat(distance(pair)).isLessThan(1);
    assertThat(projection.getJsonArray("varianceShares").getDouble(0)).isBetween(0.2, 1.0);
  }

  private static double distance(JsonObject pair) {
    JsonArray f = pair.getJsonArray("f");
    JsonArray g = pair.getJsonArray("g");
    return Math.hypot(f.getDouble(0) - g.getDouble(0), f.getDouble(1) - g.getDouble(1));
  }

  @Test
  void aMemberThatThereIsNotHasNoProjection() throws Exception {
    HttpResponse<String> response = get("/api/projection?member=99");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("there is no member 99");
  }

  @Test
  void aMistakeInAQueryIsToldInASentence() throws Exception {
    HttpResponse<String> response = get("/api/reports?limit=0");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"limit must be a whole number from 1 to 1000 but was \\\"0\\\"\"}");
  }

  @Test
  void theStreamTellsAReportAsItIsMade() throws Exception {
    HttpResponse<Stream<String>> response =
        client.send(request("/api/stream").build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      Iterator<String> events = lines.iterator();
      data(events, "state");
      JsonObject before = data(events, "report");

      Report made = scene.reportAt(scene.nextStep());

      JsonObject after = data(events, "report");
      while (after.getLong("number") < made.getNumber()) {
        after = data(events, "report");
      }
      assertThat(before.getLong("number")).isLessThan(made.getNumber());
      assertThat(after.getLong("number")).isEqualTo(made.getNumber());
      assertThat(response.headers().firstValue("content-type"))
          .hasValue("text/event-stream; charset=utf-8");
    }
  }

  private static JsonObject data(Iterator<String> lines, String event) {
    while (!lines.next().equals("event: " + event)) {
      // another event, or the end of one
    }
    return new JsonObject(lines.next().substring("data: ".length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/page.css",
        "/main.js",
        "/vendor/echarts.esm.min.js",
        "/icon.svg",
        "/api/state",
        "/api/report",
        "/api/reports",
        "/api/history",
        "/api/curve",
        "/api/projection",
        "/api/stream",
        "/api/projection?member=99",
        "/api/reports?limit=x"
      })
  void everyAnswerIsUnderTheContentSecurityPolicy(String path) throws Exception {
    HttpResponse<InputStream> response =
        client.send(request(path).build(), BodyHandlers.ofInputStream());
    response.body().close();

    assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .doesNotContain("unsafe", "http");
    assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
  }

  @Test
  void aFileThatABrowserHasIsNotSentAgain() throws Exception {
    String tag = get("/main.js").headers().firstValue("etag").orElseThrow();

    HttpResponse<String> again =
        client.send(
            request("/main.js").header("If-None-Match", tag).build(), BodyHandlers.ofString());

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void filesArePackedForWhoUnpacksThem() throws Exception {
    HttpResponse<byte[]> packed =
        client.send(
            request("/vendor/echarts.esm.min.js").header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());

    assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(packed.body().length).isLessThan(500_000);
  }

  @Test
  void nothingElseOfTheJarIsServed() throws Exception {
    assertThat(get("/application.properties").statusCode()).isEqualTo(404);
    assertThat(get("/../application.properties").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(get("/vendor/").statusCode()).isEqualTo(404);
  }

  @Test
  void thePageChangesNothing() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/api/state").POST(HttpRequest.BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isIn(404, 405);
  }
}
