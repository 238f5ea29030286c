package dev.kstar.evaluator;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** One open page, and what went wrong in it. */
final class PageReader implements AutoCloseable {
  static final List<String> CHARTS =
      List.of(
          "loss",
          "temperature",
          "dimension",
          "accuracy",
          "retrieval",
          "projection",
          "pace",
          "dead-letters");

  final Page page;
  final List<String> errors = new ArrayList<>();
  final List<String> requests = new ArrayList<>();

  PageReader(Page page) {
    this.page = page;
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    page.onRequest(request -> requests.add(request.url()));
  }

  /** Opens the page and waits until every chart is drawn. */
  PageReader open(String address) {
    page.navigate(address);
    awaitCharts();
    return this;
  }

  void awaitCharts() {
    for (String chart : CHARTS) {
      chart(chart).locator("canvas").first().waitFor();
    }
  }

  Locator chart(String id) {
    return page.locator("#chart-" + id);
  }

  /** The connection as the page tells it. */
  void awaitLink(String words) {
    page.locator("#link", new Page.LocatorOptions().setHasText(words)).waitFor();
  }

  void awaitReport(long number) {
    page.locator("#fact-report", new Page.LocatorOptions().setHasText("no. " + number + ""))
        .waitFor();
  }

  /** What a chart's button saves. */
  byte[] save(String chart, String kind) throws IOException {
    Download download =
        page.waitForDownload(
            () ->
                chart(chart)
                    .locator(".tools button", new Locator.LocatorOptions().setHasText(kind))
                    .click());
    return Files.readAllBytes(download.path());
  }

  /** A chart's CSV by lines, the columns first. */
  List<String> csv(String chart) throws IOException {
    return List.of(
        new String(save(chart, "CSV"), java.nio.charset.StandardCharsets.UTF_8).split("\r\n"));
  }

  /** Waits until a chart's CSV has a row that begins so: what has arrived may still be fetched. */
  void awaitRow(String chart, String start) {
    page.waitForCondition(
        () -> {
          try {
            return csv(chart).stream().anyMatch(row -> row.startsWith(start));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() {
    page.context().close();
  }
}
