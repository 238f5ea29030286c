package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCourseTest {
  private static final int MOST = 16;

  private final TrainingCourse course = new TrainingCourse(MOST);

  private void seconds(String run, int from, int to) {
    for (int second = from; second < to; second++) {
      course.add(States.at(run, second), 1000L * second);
    }
  }

  @Test
  void keepsEveryMomentWhileThereIsRoom() {
    seconds("a", 0, MOST);

    assertThat(course.moments()).extracting(Moment::step).containsExactlyElementsOf(steps(MOST));
  }

  private static List<Long> steps(int count) {
    return java.util.stream.LongStream.range(0, count).boxed().toList();
  }

  @Test
  void isBoundedHoweverLongTheRun() {
    seconds("a", 0, 100_000);

    assertThat(course.moments()).hasSizeBetween(MOST / 2, MOST + 1);
  }

  @Test
  void spansTheRunFromItsFirstMomentToItsNewest() {
    seconds("a", 0, 12_345);

    List<Moment> moments = course.moments();
    assertThat(moments.get(0).step()).isZero();
    assertThat(moments.get(moments.size() - 1).step()).isEqualTo(12_344);
    assertThat(moments).isSortedAccordingTo(java.util.Comparator.comparingLong(Moment::timeMs));
  }

  @Test
  void leavesNoLongHole() {
    seconds("a", 0, 10_000);

    List<Moment> moments = course.moments();
    for (int i = 1; i < moments.size(); i++) {
      assertThat(moments.get(i).step() - moments.get(i - 1).step())
          .isLessThanOrEqualTo(4 * 10_000 / MOST);
    }
  }

  @Test
  void anotherRunBeginsAnew() {
    seconds("a", 0, 100);

    seconds("b", 100, 102);

    assertThat(course.moments()).extracting(Moment::step).containsExactly(100L, 101L);
  }

  @Test
  void beforeTheFirstStepThereIsNoLoss() {
    course.add(States.at("a", 0), 0);

    assertThat(course.moments().get(0).losses()).containsExactly(Double.NaN);
  }
}
