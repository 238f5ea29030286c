package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final Duration LONGEST = Duration.ofSeconds(130);

  private static Optional<String> dead(Phase phase, boolean threadAlive, int seconds) {
    return Liveness.deadBecause(phase, threadAlive, Duration.ofSeconds(seconds), LONGEST);
  }

  @Test
  void aThreadWhoseLastTurnIsRecentLives() {
    assertThat(dead(new Phase.Streaming(), true, 130)).isEmpty();
  }

  @Test
  void aThreadThatHangsIsDead() {
    assertThat(dead(new Phase.Streaming(), true, 131))
        .contains("the ingest thread's last turn must be at most 130 s ago but was 131 s ago");
  }

  @Test
  void aThreadThatEndedBeforeItsWorkIsDead() {
    assertThat(dead(new Phase.HeldBack(), false, 0)).contains("the ingest thread does not run");
  }

  @Test
  void aStreamThatHasNotStartedIsNotDead() {
    assertThat(dead(new Phase.Starting(), false, 1_000)).isEmpty();
  }

  @Test
  void aCompletedStreamLivesWithoutAThread() {
    assertThat(dead(new Phase.Completed(), false, 1_000)).isEmpty();
  }

  @Test
  void aFailedStreamIsDeadForItsReason() {
    assertThat(dead(new Phase.Failed("no disk"), true, 0)).contains("no disk");
  }
}
