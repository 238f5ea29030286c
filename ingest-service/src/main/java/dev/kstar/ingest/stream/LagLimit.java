package dev.kstar.ingest.stream;

import java.util.OptionalLong;

/** How many training pairs ingest may be ahead of training. */
final class LagLimit {
  /** Id, times and what Kafka adds to a small record. */
  private static final long PAIR_REST = 200;

  private LagLimit() {}

  /**
   * Returns the limit that was asked for, or fewer pairs where these would take more than half of
   * what the topic keeps: pairs that retention removes before they are trained on are lost.
   *
   * @param asked in pairs; 0 for no limit, which is left as it is
   * @param retainedBytes that each partition keeps in closed segments; empty where it keeps all
   * @param values of x and y of a pair together
   */
  static long of(long asked, OptionalLong retainedBytes, int partitions, long values) {
    if (asked == 0 || retainedBytes.isEmpty()) {
      return asked;
    }
    long pairBytes = values * Float.BYTES + PAIR_REST;
    long kept = retainedBytes.getAsLong() / pairBytes * partitions;
    return Math.min(asked, Math.max(1, kept / 2));
  }
}
