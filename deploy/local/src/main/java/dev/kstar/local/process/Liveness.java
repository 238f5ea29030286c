package dev.kstar.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a child is up, bounded, and no longer than the child lives. */
final class Liveness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int ANSWER_MS = 1_000;

  private Liveness() {}

  /**
   * @param up asked every {@code 50} ms
   * @throws SystemFailure when the child ends before, or is not up in time
   */
  static void await(Child child, BooleanSupplier up, Duration patience) {
    long start = System.nanoTime();
    while (!up.getAsBoolean()) {
      if (!child.alive()) {
        throw new SystemFailure(child.obituary(LocalSystem.LAST_LINES));
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new SystemFailure(
            "%s is not up after %d s; see %s"
                .formatted(child.name(), patience.toSeconds(), child.log()));
      }
      pause();
    }
  }

  /** Whether a service answers its liveness check on loopback. */
  static boolean answers(int port) {
    try {
      URI check = URI.create("http://127.0.0.1:" + port + "/q/health/live");
      HttpURLConnection connection = (HttpURLConnection) check.toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MS);
      connection.setReadTimeout(ANSWER_MS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }
}
