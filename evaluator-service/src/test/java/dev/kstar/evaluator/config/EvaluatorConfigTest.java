package dev.kstar.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.DocumentedSettings;
import org.junit.jupiter.api.Test;

class EvaluatorConfigTest {
  @Test
  void everySettingStandsInTheDocumentation() {
    assertThat(DocumentedSettings.missing(EvaluatorConfig.class)).isEmpty();
  }
}
