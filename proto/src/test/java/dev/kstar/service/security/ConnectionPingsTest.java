package dev.kstar.service.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionPingsTest {
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final long LIMIT_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final ConnectionPings pings = new ConnectionPings(vertx, INTERVAL);
  private int port;

  @BeforeEach
  void serve() throws Exception {
    Router router = Router.router(vertx);
    router.route().handler(pings);
    router.route("/quick").handler(context -> context.response().end("done"));
    router.route("/quiet").handler(context -> context.response().setChunked(true).write("begun"));
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setIdleTimeout(20 * (int) INTERVAL.toMillis()))
            .requestHandler(router);
    port = get(server.listen()).actualPort();
  }

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private HttpClient client(HttpVersion version) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(port));
  }

  @Test
  void handle_quietStream_isAskedAgainAndAgain() throws Exception {
    CountDownLatch asked = new CountDownLatch(5);
    var request = get(client(HttpVersion.HTTP_2).request(HttpMethod.GET, "/quiet"));
    request.connection().pingHandler(data -> asked.countDown());
    get(request.send());

    assertThat(asked.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(pings.size()).isEqualTo(1);
  }

  /** The server's idle timeout ends the half request; the quiet stream outlives that. */
  @Test
  void handle_quietStream_outlivesAHalfRequest() throws Exception {
    HttpClient client = client(HttpVersion.HTTP_2);
    get(get(client.request(HttpMethod.GET, "/quiet")).send());
    try (Socket half = new Socket("127.0.0.1", port)) {
      half.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      half.getOutputStream().write("POST /quick HTTP/1.1\r\nHost: a".getBytes(US_ASCII));

      int end = half.getInputStream().read();

      assertThat(end).isEqualTo(-1);
    }
    assertThat(pings.size()).isEqualTo(1);
    get(get(client.request(HttpMethod.GET, "/quick")).send());
    assertThat(pings.size()).isEqualTo(1); // on the connection of the stream
  }

  @Test
  void handle_manyCallsOnOneConnection_askItOnce() throws Exception {
    HttpClient client = client(HttpVersion.HTTP_2);
    for (int call = 0; call < 20; call++) {
      get(get(client.request(HttpMethod.GET, "/quick")).send().compose(answer -> answer.body()));
    }

    assertThat(pings.size()).isEqualTo(1);
  }

  @Test
  void handle_closedConnection_isForgotten() throws Exception {
    HttpClient client = client(HttpVersion.HTTP_2);
    var request = get(client.request(HttpMethod.GET, "/quick"));
    CompletableFuture<Void> closed = new CompletableFuture<>();
    request.connection().closeHandler(gone -> closed.complete(null));
    get(request.send().compose(answer -> answer.body()));
    get(client.close());
    closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);

    long start = System.nanoTime();
    while (pings.size() > 0 && System.nanoTime() - start < LIMIT_SECONDS * 1_000_000_000) {
      Thread.onSpinWait();
    }

    assertThat(pings.size()).isZero();
  }

  @Test
  void handle_otherProtocol_isLeftAlone() throws Exception {
    get(get(client(HttpVersion.HTTP_1_1).request(HttpMethod.GET, "/quick")).send());

    assertThat(pings.size()).isZero();
  }
}
