package dev.kstar.ingest.stream;

import java.util.Map;

/** How much of a topic a consumer group has left to read. */
final class Lag {
  private Lag() {}

  /**
   * Records that lie between what the group has committed and the end of each partition. A
   * partition without a commit counts from its beginning.
   *
   * @param beginnings first offset by partition
   * @param ends one past the last offset by partition
   * @param committed next offset to read by partition, where there is one
   */
  static long of(
      Map<Integer, Long> beginnings, Map<Integer, Long> ends, Map<Integer, Long> committed) {
    long lag = 0;
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      long beginning = beginnings.getOrDefault(end.getKey(), 0L);
      // what retention has deleted cannot be read any more
      long next = Math.max(beginning, committed.getOrDefault(end.getKey(), beginning));
      lag += Math.max(0, end.getValue() - next);
    }
    return lag;
  }
}
