package dev.kstar.ingest.config;

import java.util.Optional;

/**
 * How text files are written.
 *
 * @param delimiter between two cells, an ASCII character other than a quote or a line end
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

  /** The delimiter that a setting names: one character, or {@code tab}. */
  static Optional<Character> delimiter(String word) {
    if (word.equals("tab")) {
      return Optional.of('\t');
    }
    boolean one = word.length() == 1 && word.charAt(0) > ' ' && word.charAt(0) < 0x7f;
    return one && !Character.isLetterOrDigit(word.charAt(0)) && "\"+-.".indexOf(word) < 0
        ? Optional.of(word.charAt(0))
        : Optional.empty();
  }
}
