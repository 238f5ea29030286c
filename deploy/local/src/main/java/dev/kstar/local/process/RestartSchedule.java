package dev.kstar.local.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Which processes wait to be started again, and since when they may be. Each has a {@link
 * RestartPolicy} of its own. Not safe for several threads.
 */
final class RestartSchedule {
  private final LongSupplier nanoTime;
  private final Map<String, RestartPolicy> policies = new TreeMap<>();
  private final Map<String, Long> pending = new TreeMap<>();

  RestartSchedule(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Schedules the restart of a process that has ended.
   *
   * @param how it ended, as the predicate of a sentence
   * @param uptime how long it had run
   * @return a sentence for the user; empty if the process has been started again too often
   */
  Optional<String> add(String name, String how, Duration uptime) {
    RestartPolicy policy = policies.computeIfAbsent(name, any -> new RestartPolicy());
    Optional<Duration> delay = policy.ended(uptime);
    delay.ifPresent(wait -> pending.put(name, nanoTime.getAsLong() + wait.toNanos()));
    return delay.map(
        wait ->
            "%s %s and is started again%s, %d of %d"
                .formatted(
                    name,
                    how,
                    wait.isZero() ? "" : " in %d s".formatted(wait.toSeconds()),
                    policy.restarts(),
                    RestartPolicy.MAX_RESTARTS));
  }

  /** Returns whether a process waits to be started again. */
  boolean isPending(String name) {
    return pending.containsKey(name);
  }

  /** Returns the processes that may be started now, in no order that matters. */
  List<String> due() {
    long now = nanoTime.getAsLong();
    return pending.entrySet().stream()
        .filter(entry -> entry.getValue() - now <= 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Records that a process was started. */
  void started(String name) {
    pending.remove(name);
  }

  /** Returns the number of restarts in a row. */
  int restarts(String name) {
    return policies.containsKey(name) ? policies.get(name).restarts() : 0;
  }
}
