package dev.kstar.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * {@code kstar.stream}. A mapping of its own: one of all {@code kstar.*} would refuse the settings
 * of the other services, which may come from the same file.
 */
@ConfigMapping(prefix = "kstar.stream")
public interface StreamName {
  /** Name of the stream: the key of its descriptor. */
  @WithParentName
  @WithDefault("default")
  String value();
}
