package dev.kstar.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenWidthsTest {
  @Test
  void readsWidthsWithCommasBetween() {
    assertThat(HiddenWidths.parse("50, 40,30").widths()).containsExactly(50, 40, 30);
  }

  @Test
  void noneIsALinearEncoder() {
    assertThat(HiddenWidths.parse("none").widths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50,,50", "0", "-1", "fifty", "50;50"})
  void refusesAnythingElseAndSaysWhatItWants(String text) {
    assertThatThrownBy(() -> HiddenWidths.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be whole numbers of at least 1 with commas between them, or \"none\", but was \""
                + text
                + "\"");
  }
}
