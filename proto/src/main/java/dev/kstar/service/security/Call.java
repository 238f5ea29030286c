package dev.kstar.service.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * One request, of either protocol.
 *
 * @param path of gRPC as it was sent, else normalised: each as the code behind the door reads it
 */
record Call(HttpServerRequest request, boolean grpc, String path) {
  private static final String GRPC = "application/grpc";

  static Call of(RoutingContext context) {
    HttpServerRequest request = context.request();
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean grpc =
        request.version() == HttpVersion.HTTP_2
            && type != null
            && type.toLowerCase(Locale.ROOT).startsWith(GRPC);
    return new Call(request, grpc, grpc ? request.path() : context.normalizedPath());
  }

  Access access() {
    return grpc ? AccessTable.ofCall(path) : AccessTable.ofRoute(request.method().name(), path);
  }

  /** Whether its messages may blow up to any size: limits are on what comes over the wire. */
  boolean compressed() {
    String encoding = grpc ? request.getHeader("grpc-encoding") : null;
    return encoding != null && !encoding.equals("identity");
  }

  /** Whether somebody looks at a page rather than a program at data. */
  boolean byBrowser() {
    String accepts = request.getHeader(HttpHeaders.ACCEPT);
    return !grpc
        && request.method().name().equals("GET")
        && accepts != null
        && accepts.contains("text/html");
  }

  /** Where it comes from: an address, of IPv6 the network that one customer gets. */
  String origin() {
    String address = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    if (address == null) {
      return "unknown";
    }
    return address.indexOf(':') < 0 ? address : network(address);
  }

  private static String network(String address) {
    int colons = 0;
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) == ':' && ++colons == 4) {
        return address.substring(0, i);
      }
    }
    return address;
  }
}
