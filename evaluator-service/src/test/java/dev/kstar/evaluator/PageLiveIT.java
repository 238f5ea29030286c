package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
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
    assertThat(reader.csv("retrieval")).anyMatch(row -> row.startsWith(number + "," + step + ","));
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void theHistoryIsThereAfterAReload() throws Exception {
    reader.open(scene.address("/"));
    List<String> before = reader.csv("retrieval");

    reader.page.reload();
    reader.awaitCharts();

    assertThat(reader.csv("retrieval")).containsAll(before).anyMatch(row -> row.startsWith("1,"));
    assertThat(reader.csv("loss").size()).isGreaterThan(FakePopulation.DIMENSIONS.size());
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void theVerdictIsToldInWordsWithTheNumbersBehindIt() {
    reader.open(scene.address("/"));

    JsonObject report = api("/api/report");

    JsonObject shared = report.getJsonObject("shared");
    String answer = reader.page.locator("#verdict").textContent();
    if (shared == null) {
      assertThat(answer).contains("No number of shared dimensions yet");
    } else {
      assertThat(answer).contains("k̂* = " + shared.getInteger("estimate"));
      assertThat(reader.page.locator(".evidence li").allTextContents())
          .hasSize(shared.getJsonArray("evidence").size());
    }
    String table = reader.page.locator(".judged").textContent();
    for (Object member : report.getJsonArray("members")) {
      assertThat(table)
          .contains(((JsonObject) member).getJsonObject("verdict").getString("sentence"));
    }
    assertThat(reader.page.locator("#verdict").getAttribute("aria-live")).isEqualTo("polite");
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
    assertThat(reader.csv("retrieval")).anyMatch(row -> row.startsWith("1,"));
    assertThat(reader.errors).allMatch(error -> error.contains("net::ERR_"));
  }

  @Test
  void thePageSaysThatTheTrainerIsAway() throws Exception {
    reader.open(scene.address("/"));

    scene.takeTrainerAway();
    try {
      reader.awaitLink("trainer unreachable");
      assertThat(reader.page.locator("#verdict").textContent()).isNotBlank();
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
    assertThat(reader.chart("loss").locator(".empty").textContent())
        .isEqualTo("No step yet: waiting for pairs.");
    assertThat(reader.chart("loss").locator("button").all()).allMatch(Locator::isDisabled);
    assertThat(reader.chart("retrieval").locator(".empty").textContent()).contains("has 120");
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
