package dev.kstar.evaluator.page;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits to be sent to one browser: of each kind of event the newest only, so that a browser
 * that is slow gets less, never later, and holds no memory. Safe for any thread.
 */
final class Outbox {
  private final Map<String, String> waiting = new LinkedHashMap<>();

  /**
   * @param data one line
   */
  synchronized void put(String event, String data) {
    waiting.put(event, data);
  }

  /** The next event in the form of {@code text/event-stream}, the longest waiting first. */
  synchronized Optional<String> take() {
    Iterator<Map.Entry<String, String>> first = waiting.entrySet().iterator();
    if (!first.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, String> event = first.next();
    first.remove();
    return Optional.of("event: %s\ndata: %s\n\n".formatted(event.getKey(), event.getValue()));
  }
}
