package dev.kstar.service.security;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * A browser's way in: a form that takes a token and leaves a cookie, which no script can read and
 * no other site can send along. The token itself is never in a URL or a cookie.
 */
final class SignIn implements Handler<RoutingContext> {
  static final String PATH = "/sign-in";
  static final String OUT = "/sign-out";
  static final String COOKIE = "kstar-session";

  private static final int LONGEST_FORM = 4096;
  private static final String FIELD = "token";
  private static final String PROBLEM = "<!-- problem -->";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Identification callers;
  private final Sessions sessions;
  private final Clock clock;
  private final String page = page();

  SignIn(Identification callers, Sessions sessions, Clock clock) {
    this.callers = callers;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (context.normalizedPath().equals(OUT)) {
      signOut(request);
    } else if (!request.method().equals(HttpMethod.POST)) {
      show(request, 200, "");
    } else if (isForm(request)) {
      request.setExpectMultipart(true);
      request.endHandler(end -> admit(request));
      request.resume();
    } else {
      request.response().putHeader(HttpHeaders.CONNECTION, "close");
      show(request, 400, "This is not the form of this page.");
    }
  }

  /** Small, and said so before it comes: nothing else is read without a credential. */
  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return type != null
        && type.startsWith(FORM)
        && length != null
        && length.length() <= 4
        && Integer.parseInt(length) <= LONGEST_FORM;
  }

  private void admit(HttpServerRequest request) {
    String token = Optional.ofNullable(request.getFormAttribute(FIELD)).orElse("");
    Caller caller = callers.byToken(token.strip());
    if (caller instanceof Caller.Known known) {
      String id = sessions.begin(known.credential(), clock.instant());
      request.response().addCookie(cookie(request, id).setMaxAge(sessions.length().toSeconds()));
      redirect(request, "/");
    } else {
      show(request, 401, ((Caller.Unknown) caller).why());
    }
  }

  private void signOut(HttpServerRequest request) {
    Cookie session = request.getCookie(COOKIE);
    if (session != null) {
      sessions.end(session.getValue());
    }
    request.response().addCookie(cookie(request, "").setMaxAge(0));
    redirect(request, PATH);
  }

  private static Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(request.isSSL())
        .setSameSite(CookieSameSite.STRICT);
  }

  private static void redirect(HttpServerRequest request, String path) {
    request.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, path).end();
  }

  private void show(HttpServerRequest request, int status, String problem) {
    HttpServerResponse response = request.response();
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
        .end(page.replace(PROBLEM, problem));
  }

  private static String page() {
    try (InputStream in = SignIn.class.getResourceAsStream("sign-in.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
