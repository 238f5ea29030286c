package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportPaceTest {
  private static final long SECOND = 1_000_000_000;

  private final ReportPace pace = new ReportPace(Duration.ofSeconds(2), 0.25);

  @Test
  void theFirstReportIsDueAtOnce() {
    assertThat(pace.isDue(-5, true)).isTrue();
  }

  @Test
  void aQuickReportIsFollowedByTheInterval() {
    pace.ended(0, SECOND / 10, true);

    assertThat(pace.isDue(SECOND / 10 + 2 * SECOND - 1, true)).isFalse();
    assertThat(pace.isDue(SECOND / 10 + 2 * SECOND, true)).isTrue();
  }

  @Test
  void aSlowReportIsFollowedByARestThatLeavesItItsShare() {
    pace.ended(-10 * SECOND, -9 * SECOND, true);
    pace.ended(0, 3 * SECOND, true);

    assertThat(pace.isDue(12 * SECOND - 1, true)).isFalse();
    assertThat(pace.isDue(12 * SECOND, true)).isTrue();
  }

  @Test
  void aTrainingThatStandsStillIsNotSpared() {
    pace.ended(-10 * SECOND, -9 * SECOND, true);
    pace.ended(0, 3 * SECOND, true);

    assertThat(pace.isDue(5 * SECOND - 1, false)).isFalse();
    assertThat(pace.isDue(5 * SECOND, false)).isTrue();
  }

  @Test
  void theFirstWhichSimulatesTheCalibrationIsFollowedByTheInterval() {
    pace.ended(-SECOND, 0, false); // nothing to report on yet
    pace.ended(0, 30 * SECOND, true);

    assertThat(pace.isDue(32 * SECOND, true)).isTrue();
  }

  @Test
  void isDue_beforeTheFirstReport_looksAgainSoon() {
    pace.ended(0, SECOND / 100, false);

    assertThat(pace.isDue(SECOND / 100 + SECOND / 4 - 1, true)).isFalse();
    assertThat(pace.isDue(SECOND / 100 + SECOND / 4, true)).isTrue();
  }

  @Test
  void isDue_longLooksBeforeTheFirstReport_rests() {
    pace.ended(0, SECOND, false);

    assertThat(pace.isDue(3 * SECOND - 1, true)).isFalse();
    assertThat(pace.isDue(3 * SECOND, true)).isTrue();
  }
}
