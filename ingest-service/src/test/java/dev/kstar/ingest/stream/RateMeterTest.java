package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long SECOND = 1_000_000_000L;
  private final RateMeter meter = new RateMeter();

  @Test
  void oneSampleIsNoRate() {
    assertThat(meter.sample(5, 100)).isZero();
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    for (int second = 0; second <= 10; second++) {
      meter.sample(second * SECOND, 1_000L * second);
    }
    double rate = 0;
    for (int second = 11; second <= 16; second++) {
      rate = meter.sample(second * SECOND, 10_000 + 10L * (second - 10));
    }
    assertThat(rate).isEqualTo(10);
  }

  @Test
  void theRateFallsToZeroWhenNothingComes() {
    meter.sample(0, 0);
    meter.sample(SECOND, 1_000);
    double rate = 1;
    for (int second = 2; second <= 7; second++) {
      rate = meter.sample(second * SECOND, 1_000);
    }
    assertThat(rate).isZero();
  }
}
