package dev.kstar.local.process;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Waits until several services are up, no longer than all of them live and can go on. Services that
 * make progress are given the time that they need; one that stalls is given up.
 */
final class StartWait {
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;

  /** The pause between two questions grows with the wait: it adds a twentieth to it at most. */
  private static final long SHARE = 20;

  private StartWait() {}

  /**
   * A service that is awaited.
   *
   * @param health asked again and again
   */
  record Awaited(Child child, Supplier<HealthAnswer> health) {
    /** A service that answers its liveness check on a loopback port. */
    static Awaited service(Child child, int port) {
      return new Awaited(child, () -> HealthAnswer.of(port));
    }
  }

  /**
   * Waits until all are up.
   *
   * @param patience how long a service may make no progress
   * @throws SystemFailure as soon as one of them ends, stalls or says why it cannot go on
   */
  static void await(List<Awaited> services, Duration patience) {
    long start = System.nanoTime();
    Map<Awaited, StartProgress> left = new LinkedHashMap<>();
    services.forEach(service -> left.put(service, StartProgress.of(service.child())));
    while (true) {
      left.keySet().removeIf(StartWait::isUp);
      if (left.isEmpty()) {
        return;
      }
      left.forEach((service, progress) -> checkProgress(service.child(), progress, patience));
      long waited = (System.nanoTime() - start) / 1_000_000;
      pause(Math.max(FIRST_PAUSE_MS, Math.min(LONGEST_PAUSE_MS, waited / SHARE)));
    }
  }

  private static void checkProgress(Child child, StartProgress progress, Duration patience) {
    if (progress.stalled().compareTo(patience) > 0) {
      throw new SystemFailure(
          "%s is not up and has made no progress for %d s; see %s"
              .formatted(child.name(), patience.toSeconds(), child.log()));
    }
  }

  private static boolean isUp(Awaited awaited) {
    HealthAnswer answer = awaited.health().get();
    if (!answer.up() && !answer.reason().isEmpty()) {
      throw new SystemFailure(ExitMessage.cannotGoOn(awaited.child().name(), answer.reason()));
    }
    if (!answer.up() && !awaited.child().alive()) {
      throw new SystemFailure(ExitMessage.of(awaited.child()));
    }
    return answer.up();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }
}
