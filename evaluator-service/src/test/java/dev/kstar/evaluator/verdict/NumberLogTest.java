package dev.kstar.evaluator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.measure.verdict.MemberEvidence.Earlier;
import org.junit.jupiter.api.Test;

class NumberLogTest {
  private final NumberLog numbers = new NumberLog();

  @Test
  void theOldestInTheLatterHalfIsWhatANewOneIsComparedWith() {
    numbers.add(0, 400, 3);
    numbers.add(0, 600, 4);
    numbers.add(0, 900, 5);

    assertThat(numbers.before(0, 1_000)).hasValue(new Earlier(0.6, 4));
  }

  @Test
  void theSameStepIsNotEarlier() {
    numbers.add(0, 1_000, 5);

    assertThat(numbers.before(0, 1_000)).isEmpty();
  }

  @Test
  void membersDoNotMix() {
    numbers.add(0, 900, 5);

    assertThat(numbers.before(1, 1_000)).isEmpty();
  }

  @Test
  void anotherRunBeginsAnew() {
    numbers.begin("run-1");
    numbers.add(0, 900, 5);
    numbers.begin("run-2");

    assertThat(numbers.before(0, 1_000)).isEmpty();
  }

  @Test
  void aTrainingThatWentBackForgetsWhatItHadComeTo() {
    numbers.add(0, 900, 5);
    numbers.add(0, 500, 4);

    assertThat(numbers.before(0, 1_000)).isEmpty();
  }

  @Test
  void whatWasMeasuredInTheFirstHalfIsNotCompared() {
    numbers.add(0, 600, 4);

    assertThat(numbers.before(0, 1_300)).isEmpty();
  }

  @Test
  void manyReportsThinOutButTheOldestStays() {
    for (int step = 1_001; step <= 1_900; step++) {
      numbers.add(0, step, step);
    }

    assertThat(numbers.before(0, 2_000)).map(Earlier::number).hasValue(1_001.0);
  }
}
