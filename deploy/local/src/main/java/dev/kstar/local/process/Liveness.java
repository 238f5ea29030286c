package dev.kstar.local.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until children are up, bounded, and no longer than they live and can go on. */
final class Liveness {
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;

  /** The pause between two questions grows with the wait: it adds a twentieth to it at most. */
  private static final long SHARE = 20;

  private Liveness() {}

  /**
   * A child that is awaited.
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
   * Waits until one child is up.
   *
   * @param up asked again and again
   * @throws SystemFailure when the child ends before, or is not up in time
   */
  static void await(Child child, BooleanSupplier up, Duration patience) {
    await(List.of(new Awaited(child, () -> new HealthAnswer(up.getAsBoolean(), ""))), patience);
  }

  /**
   * Waits until all children are up.
   *
   * @throws SystemFailure as soon as one of them ends or says why it cannot go on, or when one is
   *     not up in time
   */
  static void await(List<Awaited> children, Duration patience) {
    long start = System.nanoTime();
    List<Awaited> left = new ArrayList<>(children);
    while (true) {
      left.removeIf(Liveness::isUp);
      if (left.isEmpty()) {
        return;
      }
      long waited = (System.nanoTime() - start) / 1_000_000;
      if (waited > patience.toMillis()) {
        Child late = left.get(0).child();
        throw new SystemFailure(
            "%s is not up after %d s; see %s"
                .formatted(late.name(), patience.toSeconds(), late.log()));
      }
      pause(Math.max(FIRST_PAUSE_MS, Math.min(LONGEST_PAUSE_MS, waited / SHARE)));
    }
  }

  private static boolean isUp(Awaited awaited) {
    HealthAnswer answer = awaited.health().get();
    if (!answer.up() && !answer.reason().isEmpty()) {
      throw new SystemFailure(ExitMessage.cannotGoOn(awaited.child().name(), answer.reason()));
    }
    if (!answer.up() && !awaited.child().alive()) {
      throw new SystemFailure(awaited.child().obituary(LocalSystem.LAST_LINES));
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
