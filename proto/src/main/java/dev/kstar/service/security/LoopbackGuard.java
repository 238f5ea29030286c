package dev.kstar.service.security;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stands where there is no door: on loopback without credentials. It keeps out web pages that have
 * lured the user's own browser here, by a name that points to this machine or by a form that posts
 * across sites. Programs do not notice it.
 */
final class LoopbackGuard implements Handler<RoutingContext> {
  private static final String NAME = "localhost";

  /** An address: who points a name of his own to this machine cannot make a browser send it. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  private final String host;
  private final Answers answers;

  /**
   * @param host what the service listens on
   */
  LoopbackGuard(String host, Answers answers) {
    this.host = host.toLowerCase(Locale.ROOT);
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext context) {
    Call call = Call.of(context);
    if (call.grpc()) {
      answers.prepare(call, context);
      context.next();
    } else if (ownHost(call.request()) && ownSite(call.request())) {
      context.next();
    } else {
      answers.refuse(call, Refusal.foreignPage());
    }
  }

  private boolean ownHost(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority != null && own(authority.host().toLowerCase(Locale.ROOT));
  }

  boolean own(String asked) {
    return asked.equals(NAME) || asked.equals(host) || ADDRESS.matcher(asked).matches();
  }

  private static boolean ownSite(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null
        || HARMLESS.contains(request.method().name())
        || origin.equals(request.scheme() + "://" + request.authority());
  }
}
