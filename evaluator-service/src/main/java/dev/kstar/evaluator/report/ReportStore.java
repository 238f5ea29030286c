package dev.kstar.evaluator.report;

import dev.kstar.v1.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The newest report, and those who watch for the next. Safe for any thread; watchers are called on
 * the publisher's and must return at once.
 */
public final class ReportStore {
  /** Those who leave do so without the lock, so that they may leave while they are called. */
  private final List<Consumer<Report>> watchers = new CopyOnWriteArrayList<>();

  private Report newest;

  /** The newest report, if there is one yet. */
  public synchronized Optional<Report> newest() {
    return Optional.ofNullable(newest);
  }

  /** Keeps the report and hands it to every watcher. */
  public synchronized void publish(Report report) {
    newest = report;
    watchers.forEach(watcher -> watcher.accept(report));
  }

  /** Hands over the newest report, if there is one, and from then on each as it is published. */
  public synchronized void watch(Consumer<Report> watcher) {
    watchers.add(watcher);
    if (newest != null) {
      watcher.accept(newest);
    }
  }

  /** Hands over no more. */
  public void unwatch(Consumer<Report> watcher) {
    watchers.remove(watcher);
  }
}
