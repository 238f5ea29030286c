package dev.kstar.local.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CourseTest {
  private final Course course = new Course();

  @Test
  void aHandleThatIsLeftOpenEveryMinuteGrows() {
    for (int minute = 0; minute < 20; minute++) {
      look(minute, Quantity.HANDLES, 100 + minute);
    }

    assertThat(course.growing(0)).containsExactly("trainer: open handles");
    assertThat(course.table(0)).last().asString().contains("GROWS");
  }

  @Test
  void oneNativeArrayMoreAtTheEndThanAtTheStartGrows() {
    for (int minute = 0; minute < 20; minute++) {
      look(minute, Quantity.NATIVE_ARRAYS, minute < 10 ? 40 : 41);
    }

    assertThat(course.growing(0)).containsExactly("trainer: native arrays");
  }

  @Test
  void whatGoesUpAndDownIsLevel() {
    for (int minute = 0; minute < 20; minute++) {
      look(minute, Quantity.ANONYMOUS_MIB, 300 + 10 * (minute % 2));
    }

    assertThat(course.growing(0)).isEmpty();
  }

  @Test
  void theWarmUpDoesNotCount() {
    for (int minute = 0; minute < 20; minute++) {
      look(minute, Quantity.HEAP_MIB, Math.min(minute, 6) * 10);
    }

    assertThat(course.growing(0)).isNotEmpty();
    assertThat(course.growing(6 * 60)).isEmpty();
  }

  private void look(int minute, Quantity quantity, double value) {
    course.add("trainer", 60 * minute, Map.of(quantity, value));
  }
}
