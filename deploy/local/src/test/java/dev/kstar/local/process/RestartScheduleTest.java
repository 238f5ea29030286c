package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestartScheduleTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1); // nanoTime may overflow
  private final RestartSchedule schedule = new RestartSchedule(clock::get);

  @Test
  void add_firstTime_tellsHowItEnded() {
    assertThat(schedule.add("evaluator", "was killed (signal 9)", SOON))
        .contains("evaluator was killed (signal 9) and is started again, 1 of 5");
    assertThat(schedule.due()).containsExactly("evaluator");
  }

  @Test
  void add_secondTime_waits() {
    schedule.add("ingest", "was killed (signal 9)", SOON);
    schedule.started("ingest");

    assertThat(schedule.add("ingest", "was killed (signal 9)", SOON))
        .contains("ingest was killed (signal 9) and is started again in 1 s, 2 of 5");

    assertThat(schedule.due()).isEmpty();
    assertThat(schedule.isPending("ingest")).isTrue();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(schedule.due()).containsExactly("ingest");
  }

  @Test
  void add_ofAnotherProcess_countsApart() {
    schedule.add("ingest", "was killed (signal 9)", SOON);

    assertThat(schedule.add("broker", "ran out of memory", SOON))
        .contains("broker ran out of memory and is started again, 1 of 5");
  }

  @Test
  void started_leavesNothingPending() {
    schedule.add("trainer", "was killed (signal 9)", SOON);

    schedule.started("trainer");

    assertThat(schedule.isPending("trainer")).isFalse();
    assertThat(schedule.due()).isEmpty();
    assertThat(schedule.restarts("trainer")).isEqualTo(1);
  }
}
