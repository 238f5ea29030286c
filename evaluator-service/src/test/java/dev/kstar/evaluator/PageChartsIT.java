package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The charts in a real browser: that they are drawn, and what they save. One page for all. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith({PageScene.Shared.class, Chromium.Shared.class})
class PageChartsIT {
  /** Pixels of a chart in about the colour of its lines. */
  private static final String PIXELS =
      """
      ([id, series]) => {
        const probe = document.createElement('span');
        document.body.append(probe);
        probe.style.color = `var(--series-${series})`;
        const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
        probe.remove();
        let pixels = 0;
        for (const canvas of document.querySelectorAll(`#chart-${id} canvas`)) {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 0; i < data.length; i += 4) {
            const far = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b);
            if (data[i + 3] > 200 && far < 24) pixels++;
          }
        }
        return pixels;
      }
      """;

  private final PageScene scene;
  private final Chromium chromium;
  private PageReader reader;

  PageChartsIT(PageScene scene, Chromium chromium) {
    this.scene = scene;
    this.chromium = chromium;
  }

  static Stream<String> charts() {
    return PageReader.CHARTS.stream();
  }

  @BeforeAll
  void open() {
    reader = new PageReader(chromium.page()).open(scene.address("/"));
  }

  @AfterAll
  void close() {
    reader.close();
    assertThat(reader.errors).isEmpty();
  }

  private JsonObject api(String path) {
    return new JsonObject(reader.page.request().get(scene.address(path)).text());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aChartIsDrawnFromData(String chart) {
    int series = chart.equals("dead-letters") ? 3 : 0;

    reader.page.waitForCondition(
        () -> (Integer) reader.page.evaluate(PIXELS, List.of(chart, series)) > 40);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aChartSavesItselfAsPng(String chart) throws Exception {
    byte[] png = reader.save(chart, "PNG");

    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      assertThat(readers.next().getFormatName()).isEqualTo("png");
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isGreaterThan(800);
    assertThat(image.getHeight()).isGreaterThan(500);
  }

  @Test
  void theCurvesCsvHasTheNumbersOfTheApi() throws Exception {
    List<String> csv = reader.csv("accuracy");

    JsonObject curve = api("/api/curve");
    List<String> expected = new ArrayList<>();
    for (Object each : curve.getJsonArray("members")) {
      JsonObject member = (JsonObject) each;
      expected.add(
          row(
              curve.getValue("reportNumber"),
              member.getValue("member"),
              member.getValue("dimension"),
              member.getValue("step"),
              member.getValue("top1"),
              member.getValue("top1StandardError"),
              member.getValue("top1XToY"),
              member.getValue("top1YToX"),
              member.getValue("topHalfPercentXToY"),
              member.getValue("topHalfPercentYToX")));
    }
    assertThat(numbers(csv.subList(1, csv.size()))).isEqualTo(numbers(expected));
    assertThat(csv.get(0)).startsWith("report,member,d,step,top1,top1_standard_error");
  }

  @Test
  void theDimensionsCsvHasEveryReportAndModelOfTheApi() throws Exception {
    List<String> csv = reader.csv("dimension");

    List<String> expected = new ArrayList<>();
    for (Object each : api("/api/history").getJsonArray("reports")) {
      JsonObject report = (JsonObject) each;
      for (Object of : report.getJsonArray("members")) {
        JsonObject member = (JsonObject) of;
        expected.add(
            row(
                report.getValue("number"),
                member.getValue("step"),
                member.getValue("member"),
                member.getValue("dimension"),
                dimension(member.getJsonObject("dimensionF")),
                dimension(member.getJsonObject("dimensionG"))));
      }
    }
    assertThat(numbers(csv.subList(1, csv.size()))).isEqualTo(numbers(expected));
  }

  private static String dimension(JsonObject dimension) {
    return row(
        dimension.getValue("raw"),
        interval(dimension.getJsonArray("raw95")),
        dimension.getValue("calibrated"),
        interval(dimension.getJsonArray("calibrated95")));
  }

  private static String interval(JsonArray interval) {
    return interval == null ? "," : row(interval.getValue(0), interval.getValue(1));
  }

  @Test
  void theLossesCsvHoldsTheCourseOfTheApi() throws Exception {
    List<String> csv = reader.csv("loss");

    JsonObject training = api("/api/history").getJsonObject("training");
    JsonArray members = training.getJsonArray("members");
    List<String> first = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      JsonObject member = members.getJsonObject(m);
      first.add(
          row(
              training.getJsonArray("step").getValue(0),
              training.getJsonArray("timeMs").getValue(0),
              member.getValue("member"),
              member.getValue("dimension"),
              member.getJsonArray("lossNats").getValue(0)));
    }
    assertThat(csv.get(0)).isEqualTo("step,time_ms,member,d,loss_nats");
    assertThat(numbers(csv.subList(1, 1 + members.size()))).isEqualTo(numbers(first));
  }

  @Test
  void theProjectionsCsvHasThePlacesThatThePageWasGiven() throws Exception {
    Response given =
        reader.page.waitForResponse(
            response -> response.url().contains("/api/projection"),
            () -> reader.page.selectOption("#member", "1"));
    JsonObject projection = new JsonObject(given.text());
    reader
        .page
        .locator("#chart-projection", new Page.LocatorOptions().setHasText("d = 3"))
        .waitFor();

    List<String> csv = reader.csv("projection");

    assertThat(csv).hasSize(1 + projection.getJsonArray("pairs").size());
    JsonObject pair = projection.getJsonArray("pairs").getJsonObject(7);
    String[] cells = csv.get(8).split(",", -1);
    assertThat(cells[0]).isEqualTo(pair.getString("id"));
    assertThat(Double.parseDouble(cells[4])).isEqualTo(pair.getJsonArray("f").getDouble(0));
    assertThat(Double.parseDouble(cells[7])).isEqualTo(pair.getJsonArray("g").getDouble(1));
  }

  @Test
  void theRetrievalChartShowsTheKThatIsChosen() {
    Locator chart = reader.chart("retrieval");
    reader.page.selectOption("#member", "1");

    chart.locator("select").selectOption("10");

    JsonObject member = api("/api/report").getJsonArray("members").getJsonObject(1);
    double share =
        member.getJsonArray("retrievalAt").stream()
            .map(JsonObject.class::cast)
            .filter(at -> at.getInteger("k") == 10)
            .findFirst()
            .orElseThrow()
            .getDouble("xToY");
    PlaywrightAssertions.assertThat(chart.locator(".says"))
        .containsText(String.format(Locale.ROOT, "; top-10 %.1f %% x→y", 100 * share));
    chart.locator("select").selectOption("");
    PlaywrightAssertions.assertThat(chart.locator(".says")).not().containsText("top-10");
  }

  private static String row(Object... cells) {
    return String.join(
        ",", Stream.of(cells).map(cell -> cell == null ? "" : cell.toString()).toList());
  }

  /** 1, 1.0 and 1E0 are the same number. */
  private static List<List<Object>> numbers(List<String> rows) {
    return rows.stream()
        .map(
            row ->
                Stream.of(row.split(",", -1))
                    .map(cell -> cell.isEmpty() ? (Object) "" : Double.valueOf(cell))
                    .toList())
        .toList();
  }
}
