package dev.kstar.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.stream.TopicsConfig;
import dev.kstar.testing.DocumentedSettings;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
  @Test
  void everySettingStandsInTheDocumentation() {
    assertThat(DocumentedSettings.missing(TrainerConfig.class)).isEmpty();
    assertThat(DocumentedSettings.missing(TopicsConfig.class)).isEmpty();
  }
}
