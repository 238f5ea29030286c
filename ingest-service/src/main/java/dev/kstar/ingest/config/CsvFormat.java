package dev.kstar.ingest.config;

import java.util.Optional;

/**
 * How text files are written.
 *
 * @param delimiter between two cells, an ASCII character other than a quote or a line end; for a
 *     blank any number of blanks and tabs separates two cells
 * @param header whether the first row holds names
 */
public record CsvFormat(char delimiter, Header header) {
  /** A comma, and a header where the first row looks like one. */
  public static final CsvFormat DEFAULT = new CsvFormat(',', Header.AUTO);

  /** Whether the first row holds names. */
  public enum Header {
    /** When any of its cells holds anything but a number. */
    AUTO,
    YES,
    NO
  }

  /** What {@link #delimiter(String)} takes, for messages. */
  public static final String DELIMITERS =
      "tab, space or one of the characters between numbers, such as ;";

  /**
   * The delimiter that a setting or an option names: one character, {@code tab}, or {@code space}
   * (also {@code whitespace} or a blank).
   */
  public static Optional<Character> delimiter(String word) {
    if (word.equals("tab") || word.equals("\t") || word.equals("\\t")) {
      return Optional.of('\t');
    }
    if (word.equals("space") || word.equals("whitespace") || !word.isEmpty() && word.isBlank()) {
      return Optional.of(' ');
    }
    boolean one = word.length() == 1 && word.charAt(0) > ' ' && word.charAt(0) < 0x7f;
    return one && !Character.isLetterOrDigit(word.charAt(0)) && "\"+-.#".indexOf(word) < 0
        ? Optional.of(word.charAt(0))
        : Optional.empty();
  }

  /** The word for a delimiter in options and messages. */
  public static String word(char delimiter) {
    return switch (delimiter) {
      case '\t' -> "tab";
      case ' ' -> "space";
      default -> String.valueOf(delimiter);
    };
  }
}
