package dev.kstar.trainer.intake;

import dev.kstar.trainer.intake.MiniBatch.Range;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Places in the log as text, as in {@code 0@[12..75], 1@[8..71]}: the last offset included. */
public final class OffsetRanges {
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,9})@\\[(\\d{1,18})\\.\\.(-?\\d{1,18})]");
  private static final String SEPARATOR = ", ";

  private OffsetRanges() {}

  /** Empty text for none. */
  public static String text(List<Range> ranges) {
    return ranges.stream()
        .map(range -> "%d@[%d..%d]".formatted(range.partition(), range.first(), range.end() - 1))
        .collect(Collectors.joining(SEPARATOR));
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static List<Range> parse(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(SEPARATOR, -1)).map(OffsetRanges::range).toList();
  }

  private static Range range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "offsets must be as in 0@[12..75] but were \"%s\"".formatted(text));
    }
    return new Range(
        Integer.parseInt(range.group(1)),
        Long.parseLong(range.group(2)),
        Long.parseLong(range.group(3)) + 1);
  }

  /** Both texts' ranges. */
  public static String join(String some, String others) {
    return some.isEmpty() || others.isEmpty() ? some + others : some + SEPARATOR + others;
  }
}
