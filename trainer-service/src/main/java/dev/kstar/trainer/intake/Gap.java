package dev.kstar.trainer.intake;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records of one partition that the log no longer had when they came next.
 *
 * @param from the first offset that was missing
 * @param end one past the last
 */
public record Gap(int partition, long from, long end) {
  private static final Pattern TEXT = Pattern.compile("(\\d+)@\\[(\\d+)\\.\\.(\\d+)]");

  /** Offsets that were skipped. */
  public long offsets() {
    return end - from;
  }

  /** As in {@code 0@[12..75]}, both ends included. */
  @Override
  public String toString() {
    return "%d@[%d..%d]".formatted(partition, from, end - 1);
  }

  /**
   * Reads gaps with commas between, as a checkpoint has them; the empty text has none.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static List<Gap> parse(String gaps) {
    return gaps.isEmpty()
        ? List.of()
        : Arrays.stream(gaps.split(", ", -1)).map(Gap::parseOne).toList();
  }

  private static Gap parseOne(String text) {
    Matcher gap = TEXT.matcher(text);
    if (!gap.matches()) {
      throw new IllegalArgumentException(
          "a gap must be like 0@[12..75] but was \"%s\"".formatted(text));
    }
    return new Gap(
        Integer.parseInt(gap.group(1)),
        Long.parseLong(gap.group(2)),
        Long.parseLong(gap.group(3)) + 1);
  }
}
