package dev.kstar.evaluator.page;

import dev.kstar.evaluator.report.ReportStore;
import dev.kstar.service.SteadyClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** The HTTP routes: the page at {@code /} and its files, the same as JSON under {@code /api}. */
@Singleton
public class Routes {
  private static final Parameter LIMIT = new Parameter("limit", 1, 1_000, 100);
  private static final Parameter POINTS = new Parameter("points", 10, 1_000, 400);
  private static final Parameter MEMBER = new Parameter("member", 0, 1_000_000, 0);

  /** Below it packing costs more than it saves. */
  private static final int WORTH_PACKING = 4096;

  private final Page page;
  private final ReportStore reports;

  Routes(Page page, ReportStore reports) {
    this.page = page;
    this.reports = reports;
  }

  /** What is asked for, as JSON. */
  private interface Answer {
    String of(HttpServerRequest request) throws Unavailable;
  }

  void register(@Observes Router router) {
    for (String name : Asset.NAMES) {
      Asset asset = Asset.load(name);
      router.get("/" + name).handler(context -> send(context, asset));
      if (name.equals("index.html")) {
        router.get("/").handler(context -> send(context, asset));
      }
    }
    json(router, "state", request -> page.state().encode());
    json(router, "report", request -> page.report().encode());
    json(router, "reports", r -> ReportsJson.of(reports.list(LIMIT.of(r.params()))));
    json(router, "history", request -> page.history(POINTS.of(request.params())).encode());
    json(router, "curve", request -> page.curve().encode());
    json(router, "projection", r -> page.projection(MEMBER.of(r.params())).encode());
    router.get("/api/stream").handler(this::stream);
  }

  private static void json(Router router, String name, Answer answer) {
    router.get("/api/" + name).blockingHandler(context -> answer(context, answer), false);
  }

  private static void answer(RoutingContext context, Answer answer) {
    try {
      json(context, 200, answer.of(context.request()));
    } catch (IllegalArgumentException e) {
      json(context, 400, error(e.getMessage()));
    } catch (Unavailable e) {
      json(context, 404, error(e.getMessage()));
    }
  }

  private static String error(String sentence) {
    return new JsonObject().put("error", sentence).encode();
  }

  private static void json(RoutingContext context, int status, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    boolean pack = bytes.length > WORTH_PACKING && takesGzip(context);
    HttpServerResponse response = Protection.apply(context.response());
    response.setStatusCode(status);
    response.putHeader("Content-Type", "application/json; charset=utf-8");
    response.putHeader("Cache-Control", "no-store");
    end(response, pack, pack ? Asset.gzip(bytes) : bytes);
  }

  private static void send(RoutingContext context, Asset asset) {
    HttpServerResponse response = Protection.apply(context.response());
    response.putHeader("ETag", asset.tag());
    response.putHeader("Cache-Control", "no-cache"); // asks each time, so a new version is seen
    if (asset.tag().equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    boolean pack = takesGzip(context);
    response.putHeader("Content-Type", asset.type());
    end(response, pack, pack ? asset.gzip() : asset.bytes());
  }

  private static void end(HttpServerResponse response, boolean packed, byte[] body) {
    response.putHeader("Vary", "Accept-Encoding");
    if (packed) {
      response.putHeader("Content-Encoding", "gzip");
    }
    response.end(Buffer.buffer(body));
  }

  private static boolean takesGzip(RoutingContext context) {
    String accepted = context.request().getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private void stream(RoutingContext context) {
    HttpServerResponse response = Protection.apply(context.response());
    Browser browser =
        new Browser(new HttpLine(Vertx.currentContext(), response), new SteadyClock());
    response.closeHandler(closed -> page.close(browser));
    response.exceptionHandler(failure -> page.close(browser));
    response.drainHandler(drained -> browser.send());
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
    response.putHeader("Cache-Control", "no-store");
    if (!page.open(browser)) {
      json(context, 503, error("at most %d browsers may watch at once".formatted(Browsers.MOST)));
    }
  }
}
