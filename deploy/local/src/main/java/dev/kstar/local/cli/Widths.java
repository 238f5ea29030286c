package dev.kstar.local.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Widths of hidden layers, as in {@code 50,50,50}, or {@code none}. */
final class Widths implements ITypeConverter<Widths.Hidden> {
  private static final String NONE = "none";

  /**
   * @param widths outermost first; empty for a linear encoder
   */
  record Hidden(List<Integer> widths) {
    Hidden {
      widths = List.copyOf(widths);
    }
  }

  @Override
  public Hidden convert(String value) {
    if (value.equals(NONE)) {
      return new Hidden(List.of());
    }
    try {
      List<Integer> widths = Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
      if (widths.stream().allMatch(width -> width >= 1)) {
        return new Hidden(widths);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        "must be whole numbers of at least 1 with commas between them, or none, but was \"%s\""
            .formatted(value));
  }
}
