package dev.kstar.evaluator.report;

import dev.kstar.v1.Report;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The newest reports, and those who watch for the next. Safe for any thread; watchers are called on
 * the publisher's and must return at once.
 */
public final class ReportStore {
  /** Those who leave do so without the lock, so that they may leave while they are called. */
  private final List<Consumer<Report>> watchers = new CopyOnWriteArrayList<>();

  private final int most;

  /** Newest first. */
  private final Deque<Report> reports = new ArrayDeque<>();

  /**
   * @param most reports that are kept
   */
  public ReportStore(int most) {
    this.most = most;
  }

  /** The newest report, if there is one yet. */
  public synchronized Optional<Report> newest() {
    return Optional.ofNullable(reports.peekFirst());
  }

  /** At most {@code limit} reports, newest first. */
  public synchronized List<Report> list(int limit) {
    return reports.stream().limit(limit).toList();
  }

  /** Takes back reports from before this process, oldest first, without telling watchers. */
  public synchronized void restore(List<Report> before) {
    before.forEach(this::keep);
  }

  /** Keeps the report and hands it to every watcher. */
  public synchronized void publish(Report report) {
    keep(report);
    watchers.forEach(watcher -> watcher.accept(report));
  }

  private void keep(Report report) {
    reports.addFirst(report);
    if (reports.size() > most) {
      reports.removeLast();
    }
  }

  /** Hands over the newest report, if there is one, and from then on each as it is published. */
  public synchronized void watch(Consumer<Report> watcher) {
    watchNext(watcher);
    newest().ifPresent(watcher);
  }

  /** Hands over each report that is published from now on. */
  public void watchNext(Consumer<Report> watcher) {
    watchers.add(watcher);
  }

  /** Hands over no more. */
  public void unwatch(Consumer<Report> watcher) {
    watchers.remove(watcher);
  }
}
