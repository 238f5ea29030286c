package dev.kstar.service;

/**
 * Makes text that came with the data safe to show on a terminal and in a log: such text may hold
 * escape sequences that recolour, overwrite or reorder what stands around it.
 */
public final class PlainText {
  private static final String ELLIPSIS = "…";

  private PlainText() {}

  /**
   * Returns the text with every character that steers a terminal written as its Unicode escape, as
   * in {@code \u001b}: control characters, line ends and tabulators included, characters that
   * change the direction of writing, and halves of surrogate pairs. All others stay.
   */
  public static String of(String text) {
    int first = 0;
    while (first < text.length() && isPlain(text, first)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      if (isPlain(text, i)) {
        plain.append(text.charAt(i));
      } else {
        plain.append("\\u%04x".formatted((int) text.charAt(i)));
      }
    }
    return plain.toString();
  }

  /**
   * Returns the same with at most {@code most} characters of the text, and an ellipsis where more
   * was there.
   */
  public static String of(String text, int most) {
    return text.length() <= most ? of(text) : of(text.substring(0, most)) + ELLIPSIS;
  }

  /** Returns the same of each line; line ends and tabulators stay. */
  public static String ofLines(String text) {
    StringBuilder plain = new StringBuilder();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\t') {
        plain.append(of(text.substring(start, i))).append(text.charAt(i));
        start = i + 1;
      }
    }
    return start == 0 ? of(text) : plain.append(of(text.substring(start))).toString();
  }

  private static boolean isPlain(String text, int at) {
    char character = text.charAt(at);
    if (Character.isHighSurrogate(character)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(character)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return !Character.isISOControl(character) && !isDirection(character);
  }

  /** Marks, embeddings, overrides and isolates of writing direction, and Unicode's line ends. */
  private static boolean isDirection(char character) {
    return character == '\u061c'
        || character == '\u200e'
        || character == '\u200f'
        || (character >= '\u2028' && character <= '\u202e')
        || (character >= '\u2066' && character <= '\u2069');
  }
}
