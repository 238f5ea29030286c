package dev.kstar.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a run. */
public final class Folders {
  private Folders() {}

  /** Makes an empty one where the system keeps what is temporary. */
  static Path temporary(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no folder can be made in the temporary folder %s: %s; name another with TMPDIR"
              .formatted(System.getProperty("java.io.tmpdir"), FileProblems.of(e)),
          e);
    }
  }

  /** Makes an empty one within another. */
  static Path temporary(Path within, String prefix) {
    try {
      return Files.createTempDirectory(within, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no folder can be made in %s: %s".formatted(within, FileProblems.of(e)), e);
    }
  }

  /** Removes a folder and all that is in it, also while something in it vanishes. */
  public static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // gone already, which is what was wanted
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be removed: %s".formatted(folder, FileProblems.of(e)), e);
    }
  }
}
