package dev.kstar.evaluator.holdout;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The newest pairs, each id once: a source that loops sends an id again in every epoch, and the
 * newer takes the older's place. Some older pairs are kept in reserve, so that a window from which
 * pairs are taken out is full at once. For the holdout thread alone.
 */
final class HoldoutWindow {
  /** Older pairs in reserve. */
  private static final int RESERVE = 64;

  private final int capacity;

  /** In the order in which they came, oldest first. */
  private final Map<String, HeldPair> pairs = new LinkedHashMap<>();

  /**
   * @param capacity most pairs in the window, at least 1
   */
  HoldoutWindow(int capacity) {
    this.capacity = capacity;
  }

  void add(HeldPair pair) {
    pairs.remove(pair.id());
    pairs.put(pair.id(), pair);
    if (pairs.size() > capacity + RESERVE) {
      Iterator<HeldPair> oldest = pairs.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Takes out all pairs of a kind; pairs of the reserve take their places. */
  void removeIf(Predicate<HeldPair> kind) {
    pairs.values().removeIf(kind);
  }

  /** The pairs in the window, oldest first; later additions leave the list unchanged. */
  List<HeldPair> pairs() {
    return pairs.values().stream().skip(Math.max(0, pairs.size() - capacity)).toList();
  }
}
