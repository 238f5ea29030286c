package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.trainer.training.TrainingState.Pace;
import org.junit.jupiter.api.Test;

class PaceMeterTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void tellsStepsPerSecondWithWaitingAndDurationWithout() {
    PaceMeter meter = new PaceMeter(0);
    Pace pace = Pace.NONE;
    for (int step = 1; step <= 100; step++) {
      pace = meter.step(10L * step * MILLISECOND, 2 * MILLISECOND);
    }
    assertThat(pace.stepsPerSecond()).isCloseTo(100, within(1e-9));
    assertThat(pace.stepMilliseconds()).isCloseTo(2, within(1e-9));
    assertThat(pace.trainingSeconds()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void shortWaitsDoNotChangeThePaceAndLongOnesEndIt() {
    PaceMeter meter = new PaceMeter(0);
    for (int step = 1; step <= 500; step++) {
      meter.step(10L * step * MILLISECOND, 2 * MILLISECOND);
    }
    assertThat(meter.idle(5_050 * MILLISECOND).stepsPerSecond()).isCloseTo(99, within(1.0));
    assertThat(meter.idle(7_500 * MILLISECOND).stepsPerSecond()).isBetween(40.0, 60.0);
    assertThat(meter.idle(10_300 * MILLISECOND).stepsPerSecond()).isZero();
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    PaceMeter meter = new PaceMeter(0);
    Pace pace = Pace.NONE;
    long now = 0;
    for (int step = 0; step < 1_000; step++) {
      now += 100 * MILLISECOND;
      pace = meter.step(now, MILLISECOND);
    }
    for (int step = 0; step < 1_000; step++) {
      now += 10 * MILLISECOND;
      pace = meter.step(now, 4 * MILLISECOND);
    }
    assertThat(pace.stepsPerSecond()).isCloseTo(100, within(1e-9));
    assertThat(pace.stepMilliseconds()).isCloseTo(4, within(1e-9));
  }
}
