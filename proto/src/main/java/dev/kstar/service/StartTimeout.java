package dev.kstar.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;

/** {@code kstar.start-timeout}. */
@ConfigMapping(prefix = "kstar.start-timeout")
public interface StartTimeout {
  /** How long a start waits for Kafka before it gives up. */
  @WithParentName
  @WithDefault("PT20S")
  @WithConverter(Ranges.PositiveDuration.class)
  Duration value();
}
