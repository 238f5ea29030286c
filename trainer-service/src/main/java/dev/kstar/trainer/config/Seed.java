package dev.kstar.trainer.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Any whole number of 64 bits. */
public final class Seed implements Converter<Long> {
  private static final long serialVersionUID = 1;

  @Override
  public Long convert(String value) {
    try {
      return Long.valueOf(value.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be a whole number but was \"%s\"".formatted(value), e);
    }
  }
}
