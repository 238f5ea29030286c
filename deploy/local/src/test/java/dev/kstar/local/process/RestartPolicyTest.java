package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RestartPolicy policy = new RestartPolicy();

  @Test
  void ended_firstTime_restartsAtOnce() {
    assertThat(policy.ended(SOON)).contains(Duration.ZERO);
  }

  @Test
  void ended_inARow_doublesTheDelay() {
    policy.ended(SOON);

    assertThat(policy.ended(SOON)).contains(Duration.ofSeconds(1));
    assertThat(policy.ended(SOON)).contains(Duration.ofSeconds(2));
    assertThat(policy.ended(SOON)).contains(Duration.ofSeconds(4));
    assertThat(policy.ended(SOON)).contains(Duration.ofSeconds(8));
  }

  @Test
  void ended_tooOften_givesUp() {
    for (int i = 0; i < RestartPolicy.MAX_RESTARTS; i++) {
      policy.ended(SOON);
    }

    assertThat(policy.ended(SOON)).isEmpty();
  }

  @Test
  void ended_afterALongRun_countsAnew() {
    for (int i = 0; i < RestartPolicy.MAX_RESTARTS; i++) {
      policy.ended(SOON);
    }

    assertThat(policy.ended(RestartPolicy.HEALTHY)).contains(Duration.ZERO);
    assertThat(policy.restarts()).isEqualTo(1);
  }
}
