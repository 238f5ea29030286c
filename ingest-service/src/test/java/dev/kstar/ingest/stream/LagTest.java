package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LagTest {
  @Test
  void lagIsWhatLiesBehindTheCommittedOffsets() {
    assertThat(Lag.of(Map.of(0, 0L, 1, 0L), Map.of(0, 10L, 1, 20L), Map.of(0, 7L, 1, 20L)))
        .isEqualTo(3);
  }

  @Test
  void aGroupThatNeverCommittedLagsByAllThatIsThere() {
    assertThat(Lag.of(Map.of(0, 4L, 1, 0L), Map.of(0, 10L, 1, 20L), Map.of())).isEqualTo(26);
  }

  @Test
  void recordsThatRetentionDeletedDoNotCount() {
    assertThat(Lag.of(Map.of(0, 8L), Map.of(0, 10L), Map.of(0, 3L))).isEqualTo(2);
  }

  @Test
  void aCommitBeyondTheEndIsNoNegativeLag() {
    assertThat(Lag.of(Map.of(0, 0L, 1, 0L), Map.of(0, 10L, 1, 5L), Map.of(0, 12L, 1, 0L)))
        .isEqualTo(5);
  }
}
