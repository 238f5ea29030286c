package dev.kstar.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts processes of a system again that were killed, within the bounds of {@link RestartPolicy}.
 * Services wait until the broker serves. Not safe for several threads.
 */
final class ProcessSupervisor {
  private static final String BROKER = "broker";

  private final Path ready;
  private final RestartSchedule restarts;
  private final Consumer<String> starter;
  private int logsKept;

  /**
   * Starts nothing by itself.
   *
   * @param ready the file that is there while the broker serves
   * @param nanoTime the clock
   * @param starter starts the process of a name
   */
  ProcessSupervisor(Path ready, LongSupplier nanoTime, Consumer<String> starter) {
    this.ready = ready;
    this.restarts = new RestartSchedule(nanoTime);
    this.starter = starter;
  }

  /**
   * Looks at the newest process of each name and starts again what may be started.
   *
   * @return what has happened since the last call, a sentence each
   * @throws SystemFailure if a process has ended for a reason that another start does not mend, or
   *     too often
   */
  List<String> check(Collection<Child> children) {
    boolean broker = brokerServes(children);
    List<String> notices = new ArrayList<>();
    for (Child child : children) {
      if (!child.alive() && !restarts.isPending(child.name())) {
        notices.add(ended(child, broker));
      }
    }
    for (String name : restarts.due()) {
      if (broker || name.equals(BROKER)) {
        restarts.started(name);
        starter.accept(name);
      }
    }
    return notices;
  }

  /** A system without a broker of its own has one that others watch. */
  private boolean brokerServes(Collection<Child> children) {
    return children.stream()
        .filter(child -> child.name().equals(BROKER))
        .allMatch(child -> child.alive() && Files.exists(ready));
  }

  private String ended(Child child, boolean broker) {
    if (!isRestartable(child, broker)) {
      throw new SystemFailure(ExitMessage.of(child));
    }
    Optional<String> notice = restarts.add(child.name(), child.end(), child.uptime());
    if (notice.isEmpty()) {
      throw new SystemFailure(
          "%s %s after %d restarts in a row; the end of %s:%n%s"
              .formatted(
                  child.name(),
                  child.end(),
                  restarts.restarts(child.name()),
                  child.log(),
                  String.join("\n", child.lastLines(LocalSystem.LAST_LINES))));
    }
    keepLog(child);
    return notice.get();
  }

  /**
   * A signal, a lack of memory or a fault of the broker pass. What a service says when it refuses
   * to start does not, unless there was no broker.
   */
  private boolean isRestartable(Child child, boolean broker) {
    if (child.signal() > 0 || child.ranOutOfMemory()) {
      return true;
    }
    return child.name().equals(BROKER) ? child.cause().isEmpty() && Files.exists(ready) : !broker;
  }

  /** The next process writes a log of its own. */
  private void keepLog(Child dead) {
    logsKept++;
    try {
      Files.move(
          dead.log(),
          dead.log().resolveSibling("%s-killed-%d.log".formatted(dead.name(), logsKept)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be kept: %s".formatted(dead.log(), FileProblems.of(e)), e);
    }
  }
}
