package dev.kstar.local.process;

import dev.kstar.service.StartArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the services of a run leave behind for the next one to start faster ({@link StartArchive}).
 * To record takes a moment when a service ends, so only those do that are expected to start again.
 * Nothing here fails a run: without an archive the next start is slower, nothing else. Safe for any
 * thread.
 */
final class Recordings {
  /** Some seconds, and ten times as many on a machine that is busy. */
  private static final Duration LASTS = Duration.ofSeconds(45);

  private final Installation installation;
  private final Set<String> services;
  private final Map<String, Path> open = new ConcurrentHashMap<>();

  /**
   * @param services that are expected to start again
   */
  Recordings(Installation installation, Set<String> services) {
    this.installation = installation;
    this.services = services;
  }

  /** Where a service that starts now is to record; empty when it is not, or has been recorded. */
  Optional<Path> begin(String service) {
    if (!services.contains(service)) {
      return Optional.empty();
    }
    try {
      Optional<Path> file = installation.archive(service).recording();
      file.ifPresent(path -> open.put(service, path));
      return file;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a child records, and so must end in order. */
  boolean has(Child child) {
    return open.containsKey(child.name());
  }

  /** Those of the children that record. */
  Stream<Child> of(Collection<Child> children) {
    return children.stream().filter(this::has);
  }

  /** How much longer a child may take to end because it records. */
  Duration patience(Child child) {
    return has(child) ? LASTS : Duration.ZERO;
  }

  /** Keeps what a child has recorded, if it did and ended in order. */
  void end(Child child) {
    Path file = open.remove(child.name());
    if (file != null && !child.alive()) {
      try {
        installation.archive(child.name()).keep(file, child.exitCode());
      } catch (IOException e) {
        // it only starts slower
      }
    }
  }
}
