package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.DocumentedSettings;
import org.junit.jupiter.api.Test;

class SecurityConfigTest {
  @Test
  void everySettingIsDocumented() {
    assertThat(DocumentedSettings.missing(SecurityConfig.class)).isEmpty();
    assertThat(DocumentedSettings.missing(ClientConfig.class)).isEmpty();
  }
}
