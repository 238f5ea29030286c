package dev.kstar.trainer.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A batch has at least one negative for every pair: two pairs or more. */
public final class BatchSize implements Converter<Integer> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 1 << 20;

  @Override
  public Integer convert(String value) {
    try {
      int size = Integer.parseInt(value.trim());
      if (size >= 2 && size <= MOST) {
        return size;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "must be a whole number from 2 to %d but was \"%s\"".formatted(MOST, value));
  }
}
