package dev.kstar.local.process;

import dev.kstar.learning.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The folder {@code run-<n>} that one run leaves its logs in. */
final class RunFolder {
  /** Runs whose logs are kept, the new one included. */
  static final int KEPT = 10;

  private static final Pattern NAME = Pattern.compile("run-(\\d{1,9})");

  private RunFolder() {}

  /** Makes the next one and removes those that are older than the newest {@value #KEPT}. */
  static Path next(Path state) {
    try {
      PrivateFiles.createDirectories(state);
      int[] runs = runs(state);
      for (int run : IntStream.of(runs).limit(Math.max(0, runs.length - KEPT + 1)).toArray()) {
        Folders.delete(state.resolve("run-" + run));
      }
      return create(state, runs.length == 0 ? 1 : runs[runs.length - 1] + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be written: %s".formatted(state, FileProblems.of(e)), e);
    }
  }

  private static Path create(Path state, int number) throws IOException {
    try {
      return PrivateFiles.createDirectory(state.resolve("run-" + number));
    } catch (FileAlreadyExistsException e) {
      return create(state, number + 1);
    }
  }

  /** Ascending. */
  private static int[] runs(Path state) throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      List<Matcher> names = files.map(file -> NAME.matcher(file.getFileName().toString())).toList();
      return names.stream()
          .filter(Matcher::matches)
          .mapToInt(name -> Integer.parseInt(name.group(1)))
          .sorted()
          .toArray();
    }
  }
}
