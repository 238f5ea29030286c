package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingTest {
  private static final long MILLI = 1_000_000;

  /** Pairs that go out until {@code end} when the thread sleeps exactly as it is told. */
  private static int sent(Pacing pacing, long start, long end) {
    int sent = 0;
    long now = start;
    while (now < end) {
      long wait = pacing.waitNanos(now);
      if (wait == 0) {
        pacing.sent(now);
        sent++;
      }
      now += wait;
    }
    return sent;
  }

  @Test
  void withoutARateNothingWaits() {
    Pacing pacing = new Pacing(0, 0);
    pacing.sent(0);
    assertThat(pacing.waitNanos(0)).isZero();
  }

  @Test
  void theRateHolds() {
    assertThat(sent(new Pacing(1_000, 7), 7, 7 + 1_000 * MILLI)).isEqualTo(1_000);
  }

  @Test
  void aRateThatIsNoDivisorOfASecondHolds() {
    assertThat(sent(new Pacing(300_007, 0), 0, 1_000 * MILLI)).isBetween(300_006, 300_008);
  }

  @Test
  void aLateWakeUpIsMadeUpFor() {
    Pacing pacing = new Pacing(1_000, 0);
    pacing.sent(0);
    assertThat(sent(pacing, 50 * MILLI, 50 * MILLI + 1)).isEqualTo(50);
  }

  @Test
  void aLongBreakIsNotMadeUpFor() {
    Pacing pacing = new Pacing(1_000, 0);
    pacing.sent(0);
    assertThat(sent(pacing, 60_000 * MILLI, 60_000 * MILLI + 1)).isBetween(100, 101);
  }
}
