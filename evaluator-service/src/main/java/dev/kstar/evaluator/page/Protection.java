package dev.kstar.evaluator.page;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** Headers that keep a browser from doing anything with the page that it does not need. */
final class Protection {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private Protection() {}

  static HttpServerResponse apply(HttpServerResponse response) {
    HEADERS.forEach(response::putHeader);
    return response;
  }
}
