package dev.kstar.service.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Finds out who calls: by the bearer token, else by the browser's session, else by the client
 * certificate. What comes first decides, so that a wrong token is refused even beside a good
 * certificate.
 */
final class Identification {
  private static final String SCHEME = "Bearer ";

  private final Supplier<Credentials> credentials;
  private final Sessions sessions;
  private final Clock clock;

  Identification(Supplier<Credentials> credentials, Sessions sessions, Clock clock) {
    this.credentials = credentials;
    this.sessions = sessions;
    this.clock = clock;
  }

  Caller of(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!headers.isEmpty()) {
      return headers.size() == 1 ? byHeader(headers.get(0)) : notBearer();
    }
    Cookie session = request.getCookie(SignIn.COOKIE);
    if (session != null) {
      return sessions.find(session.getValue(), credentials.get(), clock.instant());
    }
    return commonName(request)
        .map(name -> credentials.get().byCertificate(name, clock.instant()))
        .orElseGet(() -> new Caller.Unknown("a bearer token is needed"));
  }

  /** Who holds a token. */
  Caller byToken(String token) {
    return credentials.get().byToken(token, clock.instant());
  }

  private Caller byHeader(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? byToken(header.substring(SCHEME.length()).strip())
        : notBearer();
  }

  private static Caller notBearer() {
    return new Caller.Unknown("authorization must be \"Bearer\" and one token");
  }

  private static Optional<String> commonName(HttpServerRequest request) {
    if (!request.isSSL() || request.sslSession() == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = request.sslSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate own ? commonName(own) : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // it has shown none
    }
  }

  /** Empty when a certificate has none or several: a name must not be a matter of choice. */
  static Optional<String> commonName(X509Certificate certificate) {
    try {
      List<Rdn> names =
          new LdapName(certificate.getSubjectX500Principal().getName())
              .getRdns().stream().filter(rdn -> rdn.getType().equalsIgnoreCase("CN")).toList();
      return names.size() == 1
          ? Optional.of(String.valueOf(names.get(0).getValue()))
          : Optional.empty();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}
