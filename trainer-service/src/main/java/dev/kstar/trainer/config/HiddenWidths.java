package dev.kstar.trainer.config;

import java.util.Arrays;
import java.util.List;

/**
 * Widths of hidden layers, as in {@code 50,50,50}; {@code none} is a linear encoder.
 *
 * @param widths outermost first, each at least 1
 */
public record HiddenWidths(List<Integer> widths) {
  private static final String LINEAR = "none";

  public HiddenWidths {
    widths = List.copyOf(widths);
  }

  /**
   * The widths that a text gives.
   *
   * @throws IllegalArgumentException when it is neither a list of widths nor {@code none}
   */
  public static HiddenWidths parse(CharSequence text) {
    String value = text.toString().trim();
    if (value.equals(LINEAR)) {
      return new HiddenWidths(List.of());
    }
    try {
      List<Integer> widths =
          Arrays.stream(value.split(",", -1)).map(String::trim).map(Integer::valueOf).toList();
      if (widths.stream().allMatch(width -> width >= 1)) {
        return new HiddenWidths(widths);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "must be whole numbers of at least 1 with commas between them, or \"none\", but was \"%s\""
            .formatted(value));
  }
}
