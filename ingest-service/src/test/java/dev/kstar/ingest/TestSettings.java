package dev.kstar.ingest;

import dev.kstar.ingest.config.ConfigCheck;
import dev.kstar.ingest.config.IngestConfig;
import dev.kstar.ingest.config.Settings;
import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import dev.kstar.stream.TopicsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the service reads them, without the service. */
public final class TestSettings {
  private final SmallRyeConfig config;

  private TestSettings(Map<String, String> values) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(StreamName.class)
            .withMapping(StartTimeout.class)
            .withMapping(IngestConfig.class)
            .withMapping(TopicsConfig.class);
    values.forEach(builder::withDefaultValue);
    this.config = builder.build();
  }

  /** Keys without "kstar." and values, in turn; all else has its default. */
  public static TestSettings of(Object... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put("kstar." + keysAndValues[i], keysAndValues[i + 1].toString());
    }
    return new TestSettings(values);
  }

  /** As the service checks them at its start. */
  public Settings checked() {
    return ConfigCheck.of(
        config.getConfigMapping(StreamName.class),
        config.getConfigMapping(StartTimeout.class),
        config.getConfigMapping(IngestConfig.class));
  }

  public TopicsConfig topics() {
    return config.getConfigMapping(TopicsConfig.class);
  }
}
