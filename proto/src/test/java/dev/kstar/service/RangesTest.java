package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static void refuses(Converter<?> converter, String expected, String... values) {
    for (String value : values) {
      assertThatThrownBy(() -> converter.convert(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("must be %s but was \"%s\"".formatted(expected, value));
    }
  }

  @Test
  void positiveInt() {
    Ranges.PositiveInt converter = new Ranges.PositiveInt();
    assertThat(List.of(converter.convert("1"), converter.convert(" 2147483647 ")))
        .containsExactly(1, Integer.MAX_VALUE);
    refuses(
        converter,
        "a whole number of at least 1",
        "0",
        "-1",
        "2147483648",
        "1.0",
        "one",
        "",
        "1e3");
  }

  @Test
  void nonNegativeLong() {
    Ranges.NonNegativeLong converter = new Ranges.NonNegativeLong();
    assertThat(List.of(converter.convert("0"), converter.convert("9223372036854775807")))
        .containsExactly(0L, Long.MAX_VALUE);
    refuses(converter, "a whole number of at least 0", "-1", "9223372036854775808", "x");
  }

  @Test
  void positiveDouble() {
    Ranges.PositiveDouble converter = new Ranges.PositiveDouble();
    assertThat(converter.convert("1e-4")).isEqualTo(1e-4);
    refuses(converter, "a number above 0", "0", "-1", "NaN", "Infinity", "1e999", "x");
  }

  @Test
  void nonNegativeDouble() {
    Ranges.NonNegativeDouble converter = new Ranges.NonNegativeDouble();
    assertThat(converter.convert("0")).isZero();
    refuses(converter, "a number of at least 0", "-0.1", "NaN", "Infinity", "x");
  }

  @Test
  void fraction() {
    Ranges.Fraction converter = new Ranges.Fraction();
    assertThat(converter.convert("0.05")).isEqualTo(0.05);
    assertThat(converter.convert("0")).isZero();
    refuses(converter, "a number in [0, 1)", "1", "-0.1", "NaN", "5%");
  }
}
