package dev.kstar.evaluator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final HandClock clock = new HandClock();
  private final Heartbeat heartbeat = new Heartbeat("worker", Duration.ofSeconds(10), clock);

  @Test
  void isAliveBeforeTheFirstTurnIsDue() {
    clock.now = clock.now.plusSeconds(10);

    assertThat(heartbeat.alive()).isTrue();
  }

  @Test
  void isNotAliveWhenTheLastTurnIsTooLongAgo() {
    heartbeat.beat();
    clock.now = clock.now.plusSeconds(11);

    assertThat(heartbeat.alive()).isFalse();
    assertThat(heartbeat.age()).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void aTurnMakesItYoungAgain() {
    clock.now = clock.now.plusSeconds(11);

    heartbeat.beat();

    assertThat(heartbeat.alive()).isTrue();
  }

  @Test
  void isNotAliveWhenItsThreadHasEnded() throws InterruptedException {
    Thread thread = new Thread(heartbeat::beat);
    thread.start();
    thread.join();

    assertThat(heartbeat.alive()).isFalse();
  }

  @Test
  void alive_turnTakesLongButComputes_isAlive() {
    AtomicLong processor = new AtomicLong();
    Heartbeat busy =
        new Heartbeat("worker", Duration.ofSeconds(10), clock, thread -> processor.get());
    busy.beat();
    clock.now = clock.now.plusSeconds(60);
    processor.addAndGet(1_000_000_000);

    assertThat(busy.alive()).isTrue();
  }

  @Test
  void alive_computesNoMore_isNotAlive() {
    AtomicLong processor = new AtomicLong();
    Heartbeat stuck =
        new Heartbeat("worker", Duration.ofSeconds(10), clock, thread -> processor.get());
    stuck.beat();
    clock.now = clock.now.plusSeconds(60);
    processor.addAndGet(1_000_000_000);
    stuck.alive();

    clock.now = clock.now.plusSeconds(11);

    assertThat(stuck.alive()).isFalse();
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.ofEpochSecond(1_000);

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
