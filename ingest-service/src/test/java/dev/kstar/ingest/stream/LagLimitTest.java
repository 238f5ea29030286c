package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LagLimitTest {
  private static final OptionalLong SMALL = OptionalLong.of(128 << 20);

  @Test
  void smallPairs_limitAsAsked() {
    assertThat(LagLimit.of(50_000, SMALL, 4, 40)).isEqualTo(50_000);
  }

  @Test
  void widePairs_halfOfWhatIsKept() {
    // 2,400,200 bytes a pair: 55 in each of four partitions
    assertThat(LagLimit.of(50_000, SMALL, 4, 600_000)).isEqualTo(110);
  }

  @Test
  void pairLargerThanWhatIsKept_oneAtATime() {
    assertThat(LagLimit.of(50_000, OptionalLong.of(1 << 20), 4, 600_000)).isEqualTo(1);
  }

  @Test
  void everythingKept_limitAsAsked() {
    assertThat(LagLimit.of(50_000, OptionalLong.empty(), 4, 600_000)).isEqualTo(50_000);
  }

  @Test
  void noLimitAskedFor_none() {
    assertThat(LagLimit.of(0, SMALL, 4, 600_000)).isZero();
  }
}
