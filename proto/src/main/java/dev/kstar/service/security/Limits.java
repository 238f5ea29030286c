package dev.kstar.service.security;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How much is let in: calls a second of each caller, and calls at once of all. Remembers at most
 * {@value #MOST_PEERS} callers, the last that called, so that nobody can fill the memory by coming
 * from many addresses. Safe for any thread.
 */
final class Limits {
  static final int MOST_PEERS = 4096;

  private final long callsPerSecond;
  private final long concurrentCalls;
  private final LongSupplier nanos;
  private final Set<BooleanSupplier> underWay = new HashSet<>();
  private final Map<String, TokenBucket> buckets = new Newest();

  /**
   * @param callsPerSecond 0 is any number
   * @param concurrentCalls 0 is any number
   */
  Limits(long callsPerSecond, long concurrentCalls, LongSupplier nanos) {
    this.callsPerSecond = callsPerSecond;
    this.concurrentCalls = concurrentCalls;
    this.nanos = nanos;
  }

  /** Counts a call of a caller; says why not when it comes too soon. */
  Optional<Refusal> count(String peer) {
    return callsPerSecond == 0 || take(peer)
        ? Optional.empty()
        : Optional.of(Refusal.tooFast(callsPerSecond));
  }

  private boolean take(String peer) {
    long now = nanos.getAsLong();
    synchronized (buckets) {
      return buckets.computeIfAbsent(peer, p -> new TokenBucket(callsPerSecond, now)).take(now);
    }
  }

  /**
   * Begins a call; {@link #leave} should follow when nothing is returned.
   *
   * @param over whether the call has ended: asked when there seems to be no room, since the end of
   *     a call whose handlers others have replaced is not told
   */
  Optional<Refusal> enter(BooleanSupplier over) {
    if (concurrentCalls == 0) {
      return Optional.empty();
    }
    synchronized (underWay) {
      if (underWay.size() >= concurrentCalls) {
        underWay.removeIf(BooleanSupplier::getAsBoolean);
      }
      if (underWay.size() >= concurrentCalls) {
        return Optional.of(Refusal.tooMany(concurrentCalls));
      }
      underWay.add(over);
      return Optional.empty();
    }
  }

  void leave(BooleanSupplier over) {
    synchronized (underWay) {
      underWay.remove(over);
    }
  }

  /** Callers that are remembered. */
  int peers() {
    synchronized (buckets) {
      return buckets.size();
    }
  }

  private static final class Newest extends LinkedHashMap<String, TokenBucket> {
    private static final long serialVersionUID = 1;

    Newest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
      return size() > MOST_PEERS;
    }
  }
}
