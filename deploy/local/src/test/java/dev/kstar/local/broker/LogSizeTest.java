package dev.kstar.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSizeTest {
  private static String retention(LogSize size) {
    return new BrokerSettings(1, 2, Path.of("data"), size)
        .properties()
        .getProperty("log.retention.bytes");
  }

  @Test
  void allPartitionsWithTheirOpenSegmentsTakeWhatIsAllowed() {
    assertThat(retention(LogSize.parse("20GB")))
        .isEqualTo(String.valueOf((4L * 1000 * 1000 * 1000) - (16 << 20)));
    assertThat(retention(LogSize.parse("900mb")))
        .isEqualTo(String.valueOf(180_000_000 - (16 << 20)));
  }

  @Test
  void theLeastIs128MiBAPartition() {
    assertThat(retention(LogSize.LEAST)).isEqualTo(String.valueOf(128 << 20));
  }

  @Test
  void allIsWithoutBound() {
    assertThat(retention(LogSize.parse("all"))).isEqualTo("-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "GB", "799MB", "-1GB", "1e3GB", "9999999TB", "ALL"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> LogSize.parse(text))
        .hasMessage(
            "must be a size of at least 800MB, such as 20GB, or all, but was \"%s\""
                .formatted(text));
  }
}
