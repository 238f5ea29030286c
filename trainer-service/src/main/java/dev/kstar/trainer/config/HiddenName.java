package dev.kstar.trainer.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Named as a converter so that its sentence reaches the user. */
public final class HiddenName implements Converter<HiddenWidths> {
  private static final long serialVersionUID = 1;

  @Override
  public HiddenWidths convert(String value) {
    return HiddenWidths.parse(value);
  }
}
