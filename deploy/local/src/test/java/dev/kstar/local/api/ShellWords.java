package dev.kstar.local.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a shell as the page needs: blanks, both quotes, and {@code $(cat FILE)}. */
final class ShellWords {
  private static final Pattern CAT = Pattern.compile("\\$\\(cat ([^)]+)\\)");

  private ShellWords() {}

  /**
   * Takes a command apart.
   *
   * @param folder where its files are
   */
  static List<String> of(String line, Path folder) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : line.toCharArray()) {
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(substituted(word, folder));
        }
        word = null;
      } else {
        word = word == null ? new StringBuilder() : word;
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote must be closed but was not: " + line);
    }
    if (word != null) {
      words.add(substituted(word, folder));
    }
    return words;
  }

  private static String substituted(CharSequence word, Path folder) {
    return CAT.matcher(word).replaceAll(found -> Matcher.quoteReplacement(content(found, folder)));
  }

  private static String content(MatchResult found, Path folder) {
    try {
      return Files.readString(folder.resolve(found.group(1))).stripTrailing();
    } catch (IOException e) {
      throw new IllegalArgumentException(found.group() + " names no file", e);
    }
  }
}
