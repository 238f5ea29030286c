package dev.kstar.trainer.config;

import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that decide, with the log, what the weights become: read from where the process has
 * them, and made into the configuration of another process that is to end with the same weights.
 */
public final class ResultSettings {
  private static final List<Class<?>> DECIDING =
      List.of(
          StreamName.class,
          TrainerConfig.Model.class,
          TrainerConfig.Batch.class,
          TrainerConfig.Normaliser.class,
          TrainerConfig.Optimizer.class);

  private static final List<Class<?>> OTHERS =
      List.of(
          StartTimeout.class,
          DeviceSetting.class,
          TrainerConfig.Training.class,
          TrainerConfig.Checkpoint.class,
          TrainerConfig.Snapshot.class);

  private static final int ORDINAL = 1_000;

  private ResultSettings() {}

  /** Each deciding setting by its name, defaults included. */
  public static SortedMap<String, String> of(Config config) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Class<?> group : DECIDING) {
      ConfigClass mapping = ConfigClass.configClass(group);
      Stream<String> found =
          Stream.concat(
              ConfigMappings.getProperties(mapping).keySet().stream(),
              stream(config.getPropertyNames())
                  .filter(name -> name.startsWith(mapping.getPrefix() + ".")));
      found
          .filter(name -> config.getConfigValue(name).getValue() != null)
          .forEach(name -> settings.put(name, config.getConfigValue(name).getValue()));
    }
    return settings;
  }

  private static Stream<String> stream(Iterable<String> names) {
    return java.util.stream.StreamSupport.stream(names.spliterator(), false);
  }

  /**
   * The configuration that these settings make, everything else being at its default.
   *
   * @throws IllegalArgumentException naming what is no setting or cannot be one's value
   */
  public static TrainerConfig config(Map<String, String> settings) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "snapshot", ORDINAL));
    Stream.concat(DECIDING.stream(), OTHERS.stream()).forEach(builder::withMapping);
    SmallRyeConfig config;
    try {
      config = builder.build();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the snapshot's settings are not those of this version: " + e.getMessage(), e);
    }
    return new TrainerConfigProducer()
        .config(
            config.getConfigMapping(StreamName.class),
            config.getConfigMapping(StartTimeout.class),
            config.getConfigMapping(DeviceSetting.class),
            config.getConfigMapping(TrainerConfig.Model.class),
            config.getConfigMapping(TrainerConfig.Batch.class),
            config.getConfigMapping(TrainerConfig.Normaliser.class),
            config.getConfigMapping(TrainerConfig.Optimizer.class),
            config.getConfigMapping(TrainerConfig.Training.class),
            config.getConfigMapping(TrainerConfig.Checkpoint.class),
            config.getConfigMapping(TrainerConfig.Snapshot.class));
  }
}
