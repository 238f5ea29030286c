package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private final StallWatch watch = new StallWatch(120_000);

  @Test
  void pairsWithoutAnAcknowledgementForFiveSecondsAreAStall() {
    watch.check(0, 7, 3);
    watch.check(5 * SECOND, 7, 3);
    assertThat(watch.stalled()).isFalse();
    watch.check(5 * SECOND + 1, 7, 3);
    assertThat(watch.stalled()).isTrue();
  }

  @Test
  void anAcknowledgementEndsAStall() {
    watch.check(0, 7, 3);
    watch.check(6 * SECOND, 7, 3);
    watch.check(7 * SECOND, 8, 2);
    assertThat(watch.stalled()).isFalse();
  }

  @Test
  void nothingOnItsWayIsNoStall() {
    watch.check(0, 7, 0);
    watch.check(60 * SECOND, 7, 0);
    watch.check(61 * SECOND, 7, 5);
    assertThat(watch.stalled()).isFalse();
  }
}
