package dev.kstar.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import dev.kstar.stream.TopicsConfig;
import dev.kstar.testing.DocumentedSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerConfigTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        TrainerConfig.Model.class,
        TrainerConfig.Batch.class,
        TrainerConfig.Normaliser.class,
        TrainerConfig.Optimizer.class,
        TrainerConfig.Training.class,
        TrainerConfig.Checkpoint.class,
        TrainerConfig.Snapshot.class,
        DeviceSetting.class,
        TopicsConfig.class,
        StreamName.class,
        StartTimeout.class
      })
  void everySettingStandsInTheDocumentation(Class<?> mapping) {
    assertThat(DocumentedSettings.missing(mapping)).isEmpty();
  }
}
