package dev.kstar.local.cli;

import dev.kstar.ingest.config.Piece;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Files with commas between, whose names may hold commas as well. */
final class PathList {
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  private PathList() {}

  /**
   * Splits a list of {@code file}, {@code file#column} or {@code name=file#column} at its commas,
   * but for those after a backslash and those within the name of a file that exists.
   */
  static List<String> split(String text) {
    List<String> parts = List.of(COMMA.split(text, -1));
    List<String> files = new ArrayList<>();
    for (int from = 0; from < parts.size(); ) {
      int to = from + 1;
      for (int end = parts.size(); end > to; end--) {
        if (isFile(plain(String.join(",", parts.subList(from, end))))) {
          to = end;
        }
      }
      files.add(plain(String.join(",", parts.subList(from, to))));
      from = to;
    }
    return files;
  }

  private static String plain(String text) {
    return text.replace("\\,", ",");
  }

  /** Whether all commas of the text stand within the path of a file that exists. */
  private static boolean isFile(String text) {
    int equals = Piece.nameEnd(text);
    Piece piece = Piece.of(text.substring(equals + 1));
    return text.lastIndexOf(',', Math.max(equals, 0)) < 0
        && piece.selection().indexOf(',') < 0
        && Files.exists(piece.file());
  }
}
