package dev.kstar.service.security;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks every HTTP/2 connection that has made a call for a sign of life, now and then. A gRPC stream
 * may be quiet for hours, and the answers keep its connection from being closed as idle; a
 * connection that does not answer for {@value #PATIENCE} intervals is closed. Other connections,
 * such as one that has sent half a request, are left to the idle timeout.
 */
final class ConnectionPings implements Handler<RoutingContext> {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  /** Intervals without an answer after which a connection is closed; its client may be busy. */
  private static final int PATIENCE = 6;

  private static final int PING_BYTES = 8;

  private final Vertx vertx;
  private final Duration interval;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  /**
   * @param interval between two questions, well below the idle timeout
   */
  ConnectionPings(Vertx vertx, Duration interval) {
    this.vertx = vertx;
    this.interval = interval;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.request().version() == HttpVersion.HTTP_2) {
      HttpConnection connection = context.request().connection();
      if (connections.add(connection)) {
        askLater(connection);
      }
    }
    context.next();
  }

  private void askLater(HttpConnection connection) {
    vertx.setTimer(interval.toMillis(), timer -> ask(connection));
  }

  private void ask(HttpConnection connection) {
    long late =
        vertx.setTimer(
            PATIENCE * interval.toMillis(),
            timer -> {
              connections.remove(connection);
              connection.close();
            });
    connection
        .ping(Buffer.buffer(new byte[PING_BYTES]))
        .onComplete(
            answer -> {
              boolean inTime = vertx.cancelTimer(late);
              if (answer.succeeded() && inTime) {
                askLater(connection);
              } else {
                connections.remove(connection);
              }
            });
  }

  /** Connections that are asked. */
  int size() {
    return connections.size();
  }
}
