package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
  private final Parameter limit = new Parameter("limit", 1, 1000, 100);

  private static MultiMap query(String value) {
    return MultiMap.caseInsensitiveMultiMap().add("limit", value);
  }

  @Test
  void aNumberWithinTheRangeIsTaken() {
    assertThat(limit.of(query("1000"))).isEqualTo(1000);
  }

  @Test
  void withoutAValueTheUsualOneCounts() {
    assertThat(limit.of(MultiMap.caseInsensitiveMultiMap())).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "", "ten", "99999999999"})
  void anythingElseIsAMistake(String value) {
    assertThatThrownBy(() -> limit.of(query(value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be a whole number from 1 to 1000 but was \"%s\"", value);
  }

  @Test
  void twoValuesAreAMistake() {
    assertThatThrownBy(() -> limit.of(query("1").add("limit", "2")))
        .hasMessageContaining("but was \"1,2\"");
  }
}
