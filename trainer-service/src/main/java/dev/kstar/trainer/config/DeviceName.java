package dev.kstar.trainer.config;

import dev.kstar.learning.engine.DeviceChoice;
import org.eclipse.microprofile.config.spi.Converter;

/** Named as a converter so that its sentence reaches the user. */
public final class DeviceName implements Converter<DeviceChoice> {
  private static final long serialVersionUID = 1;

  @Override
  public DeviceChoice convert(String value) {
    return DeviceChoice.parse(value);
  }
}
