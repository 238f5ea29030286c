package dev.kstar.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.DocumentedSettings;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
  @Test
  void everySettingStandsInTheDocumentation() {
    assertThat(DocumentedSettings.missing(IngestConfig.class)).isEmpty();
  }
}
