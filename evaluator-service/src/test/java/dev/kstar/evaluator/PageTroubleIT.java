package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a real browser when something is wrong with reports or with what is in the data. */
@ExtendWith({PageScene.Shared.class, Chromium.Shared.class})
class PageTroubleIT {
  private static final String MARKUP = "<img src=x onerror=\"window.ran = true\">";

  private final PageScene scene;
  private final Chromium chromium;
  private PageReader reader;

  PageTroubleIT(PageScene scene, Chromium chromium) {
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

  /** Lets the page hear this in place of what the evaluator says. */
  private void tell(JsonObject state, JsonObject report) {
    String events =
        "event: state\ndata: %s\n\nevent: report\ndata: %s\n\n"
            .formatted(state.encode(), report.encode());
    fulfill("**/api/stream", "text/event-stream", events);
  }

  private void fulfill(String path, String type, String body) {
    reader.page.route(
        path,
        route -> route.fulfill(new Route.FulfillOptions().setContentType(type).setBody(body)));
  }

  private static JsonObject failing(JsonObject state, String reason) {
    JsonObject failure =
        new JsonObject()
            .put("reason", reason)
            .put("sinceMs", state.getLong("timeMs") - 180_000)
            .put("atMs", state.getLong("timeMs"))
            .put("count", 41);
    state.getJsonObject("reportStatus").put("ageMs", 200_000L).put("failure", failure);
    return state;
  }

  @Test
  void trouble_reportsAreMade_isHidden() {
    reader.open(scene.address("/"));

    PlaywrightAssertions.assertThat(reader.page.locator("#trouble")).isHidden();
  }

  @Test
  void trouble_reportsFail_hasReasonAndAge() {
    JsonObject report = api("/api/report");
    tell(failing(api("/api/state"), "a pair is wrong"), report);

    reader.page.navigate(scene.address("/"));

    PlaywrightAssertions.assertThat(reader.page.locator("#trouble"))
        .containsText(
            "No new report for 3 min (41 attempts): a pair is wrong. The newest report, no. ");
    PlaywrightAssertions.assertThat(reader.page.locator("#trouble")).containsText("is 3 min old.");
  }

  @Test
  void trouble_reportIsLate_hasItsAge() {
    JsonObject state = api("/api/state");
    state.getJsonObject("reportStatus").put("ageMs", 1_500_000L).put("late", true);
    tell(state, api("/api/report"));

    reader.page.navigate(scene.address("/"));

    PlaywrightAssertions.assertThat(reader.page.locator("#trouble"))
        .containsText("No new report though training goes on.");
    PlaywrightAssertions.assertThat(reader.page.locator("#trouble")).containsText("is 25 min old.");
  }

  @Test
  void verdict_fewDistinctPairs_isTheReason() {
    JsonObject report = api("/api/report");
    report
        .put("shared", null)
        .put("distinctPairs", 40)
        .put("distinctX", 40)
        .put("distinctY", 40)
        .put("withheld", new JsonArray().add("only 40 of the 2,000 held-out pairs are distinct"));
    for (Object member : report.getJsonArray("members")) {
      ((JsonObject) member).getJsonObject("dimensionF").put("unanswered", "only 40 distinct x");
    }
    tell(api("/api/state"), report);

    reader.page.navigate(scene.address("/"));

    PlaywrightAssertions.assertThat(reader.page.locator("#verdict .range"))
        .hasText("Only 40 of the 2,000 held-out pairs are distinct.");
    PlaywrightAssertions.assertThat(reader.page.locator("#fact-holdout")).containsText("40 of ");
  }

  @Test
  void markup_inAnyWordOfTheData_isText() throws Exception {
    JsonObject state = failing(api("/api/state"), MARKUP);
    state.put("stream", MARKUP);
    JsonObject training = state.getJsonObject("training");
    training.put("reason", MARKUP).getJsonObject("stream").put("source", MARKUP);
    state.getJsonArray("evaluatorStages").getJsonObject(0).put("sentence", MARKUP);
    JsonObject report = api("/api/report");
    report
        .put("shared", null)
        .put("withheld", new JsonArray().add(MARKUP).add(MARKUP))
        .put("alarms", new JsonArray().add(alarm()));
    JsonObject member = report.getJsonArray("members").getJsonObject(0);
    member.put("disagreementF", MARKUP).getJsonObject("verdict").put("sentence", MARKUP);
    JsonObject projection = api("/api/projection?member=4");
    JsonObject pair = projection.getJsonArray("pairs").getJsonObject(0);
    pair.put("id", MARKUP).put("labels", new JsonObject().put(MARKUP, 1));
    tell(state, report);
    fulfill("**/api/projection*", "application/json", projection.encode());

    reader.open(scene.address("/"));
    reader
        .page
        .locator("details")
        .evaluateAll("all => all.forEach((each) => { each.open = true; })");

    for (String id : new String[] {"trouble", "subject", "behind", "parts", "fact-phase"}) {
      PlaywrightAssertions.assertThat(reader.page.locator("#" + id)).containsText(MARKUP);
    }
    assertThat(reader.csv("projection")).anyMatch(row -> row.contains("<img src=x"));
    Locator images = reader.page.locator("img[src=x]");
    assertThat(images.count()).isZero();
    assertThat(reader.page.evaluate("() => window.ran === undefined")).isEqualTo(true);
  }

  private static JsonObject alarm() {
    return new JsonObject()
        .put("member", 0)
        .put("measure", MARKUP)
        .put("sinceStep", 100)
        .put("before", 0.9)
        .put("now", 0.4);
  }
}
