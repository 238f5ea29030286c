package dev.kstar.evaluator.page;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All open streams of events. Safe for any thread; nothing blocks. */
final class Browsers {
  /** Streams that may be open at once. */
  static final int MOST = 64;

  /** Time in which a browser must take something. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Browser> open = new CopyOnWriteArrayList<>();

  /** Whether there was room for it. */
  synchronized boolean add(Browser browser) {
    return open.size() < MOST && open.add(browser);
  }

  void remove(Browser browser) {
    open.remove(browser);
  }

  boolean any() {
    return !open.isEmpty();
  }

  /**
   * @param data one line
   */
  void tell(String event, String data) {
    open.forEach(browser -> browser.tell(event, data));
  }

  /** Called every few seconds. */
  void prod() {
    open.forEach(browser -> browser.prod(PATIENCE));
  }
}
