package dev.kstar.trainer.config;

import ai.djl.Device;
import dev.kstar.learning.engine.DeviceChoice;
import dev.kstar.service.StartFailure;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** {@code kstar.device}. */
@ConfigMapping(prefix = "kstar.device")
public interface DeviceSetting {
  /** {@code auto}, {@code cpu} or {@code gpu:N}. */
  @WithParentName
  @WithDefault("auto")
  @WithConverter(DeviceName.class)
  DeviceChoice value();

  /**
   * The device; loads the engine.
   *
   * @throws StartFailure if the engine does not see it
   */
  default Device resolve() {
    try {
      return value().resolve();
    } catch (IllegalStateException e) {
      throw new StartFailure("kstar.device=" + e.getMessage(), e);
    }
  }
}
