package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private long nanos = Long.MAX_VALUE - 5; // may overflow

  private final SteadyClock clock = new SteadyClock(Instant.EPOCH, () -> nanos);

  @Test
  void instant_afterSomeTime_goesOnByThat() {
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);

    nanos += 1_500_000_000;

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusMillis(1_500));
  }
}
