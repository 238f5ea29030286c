package dev.kstar.ingest.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file, or what is chosen of it: {@code file} or {@code file#selection}, where the selection
 * names columns or an array, whatever the format has.
 *
 * @param selection empty for all there is
 */
public record Piece(Path file, String selection) {
  /** A file whose name holds a "#" is taken as it stands. */
  static Piece of(String text) {
    int hash = text.lastIndexOf('#');
    if (hash < 0 || Files.exists(Path.of(text))) {
      return new Piece(Path.of(text), "");
    }
    return new Piece(Path.of(text.substring(0, hash)), text.substring(hash + 1));
  }

  /** The whole of a file. */
  public static Piece all(Path file) {
    return new Piece(file, "");
  }

  /** As in the setting, with the name of the file alone. */
  public String shortName() {
    return selection.isEmpty()
        ? file.getFileName().toString()
        : file.getFileName() + "#" + selection;
  }

  /** As in the setting. */
  @Override
  public String toString() {
    return selection.isEmpty() ? file.toString() : file + "#" + selection;
  }
}
