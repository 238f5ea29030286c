package dev.kstar.local.process;

import dev.kstar.local.job.OptionNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a service has said about its end, and puts it into the launcher's words. */
final class ExitMessage {
  private static final int MOST_LINES = 20;

  private ExitMessage() {}

  /**
   * Returns why a child has ended: the cause where its log tells one, or else what it has said
   * about that, or else how it ended.
   */
  static String of(Child child) {
    if (child.cause().isPresent()) {
      return child.obituary(LocalSystem.LAST_LINES);
    }
    return of(child.name(), lines(child.log()))
        .orElseGet(() -> child.obituary(LocalSystem.LAST_LINES));
  }

  private static List<String> lines(Path log) {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of(); // which is said with how it ended
    }
  }

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
