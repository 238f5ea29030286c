package dev.kstar.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedIdTest {
  private final NumberedId id = new NumberedId("é-");

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 1_000_000_007, Long.MAX_VALUE})
  void anIdIsThePrefixAndTheNumber(long number) {
    assertThat(id.of(number)).isEqualTo(Ids.utf8("é-" + number));
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 17, 3, 100})
  void nothingOfTheIdBeforeIsLeft(long number) {
    id.of(1_234);
    id.of(98);
    assertThat(id.of(number)).isEqualTo(Ids.utf8("é-" + number));
  }
}
