package dev.kstar.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What a service on this machine says of itself over HTTP.
 *
 * @param port of the service
 */
public record ServiceHealth(int port) {
  private static final String READY = "/q/health/ready";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long LIMIT_NANOS = Duration.ofSeconds(90).toNanos();
  private static final long PAUSE_MS = 100;

  /** Whether the service is ready, with the reasons when it is not. */
  public HttpResponse<String> ready() throws IOException, InterruptedException {
    return get(READY);
  }

  /** Asks until readiness has this status, and returns the answer. */
  public String awaitReady(int status) throws IOException, InterruptedException {
    return await(READY, answer -> answer.statusCode() == status);
  }

  /**
   * Asks until the service is not ready for a reason, and returns the answer. Other checks may be
   * down before.
   */
  public String awaitUnready(String reason) throws IOException, InterruptedException {
    return await(READY, isDown(reason));
  }

  /** Asks until the service can do nothing more for a reason, and returns the answer. */
  public String awaitDead(String reason) throws IOException, InterruptedException {
    return await("/q/health/live", isDown(reason));
  }

  private static Predicate<HttpResponse<String>> isDown(String reason) {
    return answer -> answer.statusCode() == 503 && answer.body().contains(reason);
  }

  private String await(String path, Predicate<HttpResponse<String>> isReached)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<String> answer = get(path);
    while (!isReached.test(answer)) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        throw new AssertionError(path + " still answers " + answer.body());
      }
      Thread.sleep(PAUSE_MS);
      answer = get(path);
    }
    return answer.body();
  }

  /** The metrics, in Prometheus' form. */
  public String metrics() throws IOException, InterruptedException {
    return get("/q/metrics").body();
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
