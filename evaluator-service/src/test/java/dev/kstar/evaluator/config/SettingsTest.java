package dev.kstar.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.service.Ranges;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void anAddressIsHostAndPort() {
    assertThat(new Settings.TrainerAddress().convert("trainer.example:8102"))
        .isEqualTo(new Address("trainer.example", 8102));
  }

  @Test
  void anIpv6HostStandsInBrackets() {
    assertThat(new Settings.TrainerAddress().convert("[::1]:8102"))
        .isEqualTo(new Address("[::1]", 8102));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "host:", ":8102", "host:0", "host:65536", "http://host:1"})
  void anythingElseIsNoAddress(String value) {
    assertThatThrownBy(() -> new Settings.TrainerAddress().convert(value))
        .hasMessage("must be host:port, such as localhost:8102, but was \"%s\"", value);
  }

  @Test
  void aDurationHasEitherForm() {
    assertThat(new Ranges.PositiveDuration().convert("PT2S")).isEqualTo(Duration.ofSeconds(2));
    assertThat(new Ranges.PositiveDuration().convert("50ms")).isEqualTo(Duration.ofMillis(50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "-PT1S", "soon"})
  void aDurationMustBeAboveZero(String value) {
    assertThatThrownBy(() -> new Ranges.PositiveDuration().convert(value))
        .hasMessage("must be a duration above zero, such as PT2S or 500ms, but was \"%s\"", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "two", "-2"})
  void neighboursMustBeAtLeastTwo(String value) {
    assertThatThrownBy(() -> new Settings.AtLeastTwo().convert(value))
        .hasMessage("must be a whole number of at least 2 but was \"%s\"", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.1", "half", "NaN"})
  void aShareOfTimeIsAboveZeroAndAtMostOne(String value) {
    assertThatThrownBy(() -> new Settings.ShareOfTime().convert(value))
        .hasMessage("must be a number above 0 and at most 1 but was \"%s\"", value);
  }
}
