package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartProgressTest {
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicLong clock = new AtomicLong();
  private final StartProgress progress = new StartProgress(bytes::get, seconds::get, clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void stalled_withoutProgress_grows() {
    pass(Duration.ofSeconds(60));
    assertThat(progress.stalled()).isEqualTo(Duration.ofSeconds(60));

    pass(Duration.ofSeconds(40));
    assertThat(progress.stalled()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void stalled_whenTheLogGrows_beginsAnew() {
    pass(Duration.ofSeconds(80));
    bytes.set(10);
    assertThat(progress.stalled()).isZero();

    pass(Duration.ofSeconds(5));
    assertThat(progress.stalled()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void stalled_whenProcessorTimeIsUsed_beginsAnew() {
    pass(Duration.ofSeconds(80));
    seconds.set(1);

    assertThat(progress.stalled()).isZero();
  }
}
