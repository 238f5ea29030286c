package dev.kstar.learning.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void staysAtOneWhenConstant() {
    assertThat(new Schedule.Constant().factor(1)).isEqualTo(1);
    assertThat(new Schedule.Constant().factor(1_000_000)).isEqualTo(1);
  }

  @Test
  void risesLinearlyAndStays() {
    Schedule schedule = new Schedule.WarmUp(10);
    assertThat(schedule.factor(1)).isEqualTo(0.1);
    assertThat(schedule.factor(10)).isEqualTo(1);
    assertThat(schedule.factor(11)).isEqualTo(1);
  }

  @Test
  void fallsAlongHalfACosineAfterTheWarmUp() {
    Schedule schedule = new Schedule.Cosine(10, 110);
    assertThat(schedule.factor(5)).isEqualTo(0.5);
    assertThat(schedule.factor(10)).isEqualTo(1);
    assertThat(schedule.factor(60)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.factor(110)).isCloseTo(0, within(1e-12));
    assertThat(schedule.factor(500)).isCloseTo(0, within(1e-12));
  }

  @Test
  void fallsWithTheRootOfTheStepAfterTheWarmUp() {
    Schedule schedule = new Schedule.InverseSquareRoot(100);
    assertThat(schedule.factor(50)).isEqualTo(0.5);
    assertThat(schedule.factor(100)).isEqualTo(1);
    assertThat(schedule.factor(400)).isEqualTo(0.5);
  }

  @Test
  void namesStepsThatMakeNoSchedule() {
    assertThatThrownBy(() -> new Schedule.WarmUp(0))
        .hasMessage("warm-up steps must be at least 1 but was 0");
    assertThatThrownBy(() -> new Schedule.Cosine(10, 10))
        .hasMessage("total steps must be above the 10 warm-up steps but was 10");
    assertThatThrownBy(() -> new Schedule.InverseSquareRoot(0))
        .hasMessage("warm-up steps must be at least 1 but was 0");
  }
}
