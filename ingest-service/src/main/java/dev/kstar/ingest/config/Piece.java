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
  /** Each "#" may be part of the file's name; the one behind a file that exists ends it. */
  public static Piece of(String text) {
    if (text.indexOf('#') < 0 || Files.exists(Path.of(text))) {
      return new Piece(Path.of(text), "");
    }
    for (int hash = text.lastIndexOf('#'); hash > 0; hash = text.lastIndexOf('#', hash - 1)) {
      if (Files.exists(Path.of(text.substring(0, hash)))) {
        return at(text, hash);
      }
    }
    return at(text, text.lastIndexOf('#'));
  }

  private static Piece at(String text, int hash) {
    return new Piece(Path.of(text.substring(0, hash)), text.substring(hash + 1));
  }

  /**
   * Where the name in {@code name=file#column} ends; -1 when there is none, as in the path of a
   * file that exists and holds a "=".
   */
  public static int nameEnd(String text) {
    int equals = text.indexOf('=');
    return equals >= 0 && Files.exists(of(text.trim()).file()) ? -1 : equals;
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
