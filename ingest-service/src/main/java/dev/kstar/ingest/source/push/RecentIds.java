package dev.kstar.ingest.source.push;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The last ids that were written, as many as fit. Used by one thread. */
final class RecentIds {
  private final int window;
  private final Set<String> ids = new LinkedHashSet<>();

  /**
   * @param window ids that are remembered, at least 1
   */
  RecentIds(int window) {
    this.window = window;
  }

  /** Remembers an id, for which the oldest may be forgotten; false when it is known. */
  boolean add(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > window) {
      Iterator<String> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
