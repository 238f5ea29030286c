package dev.kstar.service.security;

import io.grpc.Status;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** What the door says: refusals, and the sentence of a message that is too large. */
final class Answers {
  private static final Logger LOG = Logger.getLogger(Answers.class);
  private static final String STATUS = "grpc-status";
  private static final String MESSAGE = "grpc-message";
  private static final String EXHAUSTED = String.valueOf(Status.Code.RESOURCE_EXHAUSTED.value());

  private final long largestMessage;

  /**
   * @param largestMessage bytes of a gRPC message, which the server behind the door enforces
   */
  Answers(long largestMessage) {
    this.largestMessage = largestMessage;
  }

  void refuse(Call call, Refusal refusal) {
    LOG.debugf("%s refused: %s", call.origin(), refusal.sentence());
    if (call.grpc()) {
      refuseGrpc(call.request().response(), refusal);
    } else if (refusal.http() == 401 && call.byBrowser()) {
      call.request().response().setStatusCode(303).putHeader("Location", SignIn.PATH).end();
    } else {
      refuseHttp(call, refusal);
    }
  }

  private static void refuseGrpc(HttpServerResponse response, Refusal refusal) {
    response
        .setStatusCode(200)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/grpc")
        .putHeader(STATUS, String.valueOf(refusal.grpc().value()))
        .putHeader(MESSAGE, percentEncoded(refusal.sentence()))
        .end();
  }

  /** As gRPC wants it: a certificate's name may hold anything. */
  private static String percentEncoded(String sentence) {
    StringBuilder text = new StringBuilder();
    for (byte b : sentence.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        text.append((char) b);
      } else {
        text.append("%%%02X".formatted(b));
      }
    }
    return text.toString();
  }

  private static void refuseHttp(Call call, Refusal refusal) {
    HttpServerResponse response = call.request().response();
    response
        .setStatusCode(refusal.http())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (refusal.http() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (refusal.http() == 429) {
      response.putHeader("Retry-After", "1");
    }
    if (call.request().version() != HttpVersion.HTTP_2) {
      response.putHeader(HttpHeaders.CONNECTION, "close"); // its body has not been read
    }
    response.end(refusal.sentence() + "\n");
  }

  /** Looks at the answer of what is let in: the server refuses large messages without a word. */
  void prepare(Call call, RoutingContext context) {
    HttpServerResponse response = context.response();
    if (call.grpc()) {
      context.addHeadersEndHandler(sent -> explain(response.headers()));
    } else {
      response
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("X-Frame-Options", "DENY")
          .putHeader("Referrer-Policy", "no-referrer");
    }
  }

  private void explain(MultiMap headers) {
    if (EXHAUSTED.equals(headers.get(STATUS)) && !headers.contains(MESSAGE)) {
      headers.set(
          MESSAGE,
          "a message must have at most %d bytes (setting quarkus.grpc.server.max-inbound-message-size)"
              .formatted(largestMessage));
    }
  }
}
