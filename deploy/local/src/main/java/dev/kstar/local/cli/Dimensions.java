package dev.kstar.local.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Output dimensions of a population, as in {@code 2,3,5,8}: each once, in rising order. */
final class Dimensions implements ITypeConverter<Dimensions.Listed> {
  /**
   * @param values at least one
   */
  record Listed(List<Integer> values) {
    Listed {
      values = List.copyOf(values);
    }
  }

  @Override
  public Listed convert(String value) {
    try {
      List<Integer> given = Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
      List<Integer> rising = given.stream().distinct().sorted().toList();
      if (rising.get(0) >= 1 && rising.size() == given.size()) {
        return new Listed(rising);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        "must be different whole numbers of at least 1 with commas between them but was \"%s\""
            .formatted(value));
  }
}
