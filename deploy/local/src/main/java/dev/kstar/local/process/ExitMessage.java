package dev.kstar.local.process;

import dev.kstar.local.job.OptionNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a service has said about its end, and puts it into the launcher's words. Pure. */
final class ExitMessage {
  private static final int MOST_LINES = 20;

  private ExitMessage() {}

  /**
   * Returns the lines that a service has written for the user: those that begin with its name.
   *
   * @param log the lines of its log
   * @return empty when it has written none
   */
  static Optional<String> of(String service, List<String> log) {
    String prefix = service + ": ";
    String found =
        log.stream()
            .filter(line -> line.startsWith(prefix))
            .distinct()
            .limit(MOST_LINES)
            .map(line -> cannotGoOn(service, line.substring(prefix.length())))
            .collect(Collectors.joining("\n"));
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** Names the service before its own sentence. */
  static String cannotGoOn(String service, String sentence) {
    return "%s cannot go on: %s".formatted(service, OptionNames.in(sentence));
  }
}
