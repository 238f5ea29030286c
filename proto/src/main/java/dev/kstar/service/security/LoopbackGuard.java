package dev.kstar.service.security;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Stands where there is no door: on loopback without credentials. It keeps out web pages that have
 * lured the user's own browser here, by a name that points to this machine or by a form that posts
 * across sites. Programs do not notice it.
 */
final class LoopbackGuard implements Handler<RoutingContext> {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  private final Answers answers;

  LoopbackGuard(Answers answers) {
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext context) {
    Call call = Call.of(context);
    if (call.grpc() || ownHost(call.request()) && ownSite(call.request())) {
      context.next();
    } else {
      answers.refuse(call, Refusal.foreignPage());
    }
  }

  private static boolean ownHost(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority != null && NAMES.contains(authority.host().toLowerCase(Locale.ROOT));
  }

  private static boolean ownSite(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null
        || HARMLESS.contains(request.method().name())
        || origin.equals(request.scheme() + "://" + request.authority());
  }
}
