package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a real browser while things happen. */
@ExtendWith({PageScene.Shared.class, Chromium.Shared.class})
class PageLiveIT {
  private final PageScene scene;
  private final Chromium chromium;
  private PageReader reader;

  PageLiveIT(PageScene scene, Chromium chromium) {
    this.scene = scene;
    this.chromium = chromium;
  }

  @BeforeEach
  void open() {
    reader = new PageReader(chromium.page());
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private JsonObject api(String path) {
    return new JsonObject(reader.page.request().get(scene.address(path)).text());
  }

  @Test
  void aReportArrivesWithoutAReload() throws Exception {
    reader.open(scene.address("/"));
    reader.page.evaluate("() => { window.sameDocument = true; }");

    long step = scene.nextStep();
    long number = scene.reportAt(step).getNumber();

    reader.awaitReport(number);
    reader.chart("dimension").locator("figcaption").waitFor();
    assertThat(reader.page.evaluate("() => window.sameDocument")).isEqualTo(true);
    reader.awaitRow("retrieval", number + "," + step + ",");
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void theHistoryIsThereAfterAReload() throws Exception {
    reader.open(scene.address("/"));
    List<String> before = reader.csv("retrieval");

    reader.page.reload();
    reader.awaitCharts();

    reader.awaitRow("retrieval", "1,");
    assertThat(reader.csv("retrieval")).containsAll(before);
    assertThat(reader.csv("loss").size()).isGreaterThan(FakePopulation.DIMENSIONS.size());
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void theVerdictIsToldInWordsWithTheNumbersBehindIt() {
    reader.open(scene.address("/"));

    JsonObject report = api("/api/report");

    JsonObject shared = report.getJsonObject("shared");
    Locator verdict = reader.page.locator("#verdict");
    if (shared == null) {
      PlaywrightAssertions.assertThat(verdict).containsText("No number of shared dimensions yet");
    } else {
      PlaywrightAssertions.assertThat(verdict)
          .containsText("k̂* = " + shared.getInteger("estimate"));
      PlaywrightAssertions.assertThat(reader.page.locator(".evidence li"))
          .hasCount(shared.getJsonArray("evidence").size());
    }
    for (Object member : report.getJsonArray("members")) {
      PlaywrightAssertions.assertThat(reader.page.locator(".judged"))
          .containsText(((JsonObject) member).getJsonObject("verdict").getString("sentence"));
    }
    PlaywrightAssertions.assertThat(verdict).hasAttribute("aria-live", "polite");
  }

  @Test
  void noProjectionIsAskedForBeforeThereArePairsForIt() {
    JsonObject state = api("/api/state");
    state.getJsonObject("holdout").put("pairs", 0);
    String events =
        "event: state\ndata: %s\n\nevent: report\ndata: %s\n\n"
            .formatted(state.encode(), api("/api/report").encode());
    reader.page.route(
        "**/api/stream",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/event-stream").setBody(events)),
        new Page.RouteOptions().setTimes(1));

    reader.open(scene.address("/"));

    List<String> paths =
        reader.requests.stream().map(url -> url.substring(scene.address("").length())).toList();
    int second = paths.lastIndexOf("/api/stream");
    assertThat(second).isGreaterThan(paths.indexOf("/api/stream"));
    assertThat(paths.subList(0, second)).contains("/api/curve");
    assertThat(paths.subList(0, second)).noneMatch(path -> path.startsWith("/api/projection"));
    assertThat(paths.subList(second, paths.size()))
        .anyMatch(path -> path.startsWith("/api/projection"));
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void thePageComesBackWhenTheServerDoes() throws Exception {
    reader.open(scene.address("/"));
    long number = api("/api/report").getLong("number");

    scene.stop();
    try {
      reader.awaitLink("reconnecting");
    } finally {
      scene.start();
    }

    reader.awaitLink("live");
    reader.awaitReport(number);
    reader.awaitRow("retrieval", "1,");
    assertThat(reader.errors).allMatch(error -> error.contains("net::ERR_"));
  }

  @Test
  void thePageSaysThatTheTrainerIsAway() throws Exception {
    reader.open(scene.address("/"));

    scene.takeTrainerAway();
    try {
      reader.awaitLink("trainer unreachable");
      PlaywrightAssertions.assertThat(reader.page.locator("#verdict"))
          .hasText(Pattern.compile("\\S"));
    } finally {
      scene.returnTrainer();
    }

    reader.awaitLink("live");
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void beforeTheFirstReportThePageSaysWhatIsLacking() {
    JsonObject state = api("/api/state");
    state.getJsonObject("holdout").put("pairs", 120);
    state.getJsonObject("training").put("step", 0).put("reason", "waiting for pairs");
    reader.page.route("**/api/stream", route -> event(route, "state", state));
    reader.page.route("**/api/report", route -> route.fulfill(notFound()));
    reader.page.route("**/api/history", route -> route.fulfill(json(empty(state))));

    reader.page.navigate(scene.address("/"));

    reader
        .page
        .locator(
            "#verdict",
            new Page.LocatorOptions()
                .setHasText("No report yet: the evaluator needs 400 held-out pairs and has 120."))
        .waitFor();
    PlaywrightAssertions.assertThat(reader.chart("loss").locator(".empty"))
        .hasText("No step yet: waiting for pairs.");
    PlaywrightAssertions.assertThat(reader.chart("loss").locator("button:enabled")).hasCount(0);
    PlaywrightAssertions.assertThat(reader.chart("retrieval").locator(".empty"))
        .containsText("has 120");
  }

  private static JsonObject empty(JsonObject state) {
    return new JsonObject()
        .put("run", state.getJsonObject("training").getString("run"))
        .put("training", null)
        .put("reports", new JsonArray());
  }

  private static void event(Route route, String name, JsonObject data) {
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("text/event-stream")
            .setBody("event: %s\ndata: %s\n\n".formatted(name, data.encode())));
  }

  private static Route.FulfillOptions json(JsonObject body) {
    return new Route.FulfillOptions().setContentType("application/json").setBody(body.encode());
  }

  private static Route.FulfillOptions notFound() {
    return new Route.FulfillOptions().setStatus(404).setBody("{\"error\":\"none\"}");
  }
}
