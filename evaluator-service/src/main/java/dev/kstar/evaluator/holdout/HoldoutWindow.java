package dev.kstar.evaluator.holdout;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The newest pairs, each id once: a source that loops sends an id again in every epoch, and the
 * newer takes the older's place. For the holdout thread alone.
 */
final class HoldoutWindow {
  private final int capacity;

  /** In the order in which they came, oldest first. */
  private final Map<String, HeldPair> pairs = new LinkedHashMap<>();

  /**
   * @param capacity most pairs that are kept, at least 1
   */
  HoldoutWindow(int capacity) {
    this.capacity = capacity;
  }

  void add(HeldPair pair) {
    pairs.remove(pair.id());
    pairs.put(pair.id(), pair);
    if (pairs.size() > capacity) {
      Iterator<HeldPair> oldest = pairs.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Takes out all pairs of a kind. */
  void removeIf(Predicate<HeldPair> kind) {
    pairs.values().removeIf(kind);
  }

  /** The pairs as they are now, oldest first; later additions leave the list unchanged. */
  List<HeldPair> pairs() {
    return List.copyOf(pairs.values());
  }
}
