package dev.kstar.measure.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.measure.verdict.PageHinkley.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {
  private static PageHinkley test() {
    return new PageHinkley(0.5, 15, 20, 0.01, false);
  }

  /** Every change in values around {@code before} and, from step 6,000 on, around {@code after}. */
  private static List<Change> changes(double before, double after, double spread, long seed) {
    Random random = new Random(seed);
    PageHinkley test = test();
    List<Change> changes = new ArrayList<>();
    for (long step = 100; step <= 8_000; step += 100) {
      double mean = step < 6_000 ? before : after;
      test.add(step, mean + spread * random.nextGaussian()).ifPresent(changes::add);
    }
    return changes;
  }

  @Test
  void aRiseFromTwoToFiveIsToldWithTheStepAtWhichItBegan() {
    List<Change> changes = changes(2, 5, 0.05, 1);

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).sinceStep()).isEqualTo(6_000);
    assertThat(changes.get(0).before()).isCloseTo(2, within(0.1));
  }

  @Test
  void aFallOfAccuracyIsTold() {
    List<Change> changes = changes(0.95, 0.7, 0.005, 2);

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).now()).isCloseTo(0.7, within(0.03));
  }

  @Test
  void aLargeRiseIsToldAtOnce() {
    PageHinkley test = test();
    for (int i = 1; i <= 50; i++) {
      assertThat(test.add(i, 2 + 0.01 * (i % 3))).isEmpty();
    }

    assertThat(test.add(51, 5)).isPresent();
  }

  @Test
  void twentyQuietRunsRaiseNoAlarm() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(changes(5, 5, 0.1, seed)).isEmpty();
    }
  }

  @Test
  void aRiseIsNoFall() {
    PageHinkley falls = new PageHinkley(0.5, 15, 20, 0.01, true);
    for (int i = 1; i <= 100; i++) {
      assertThat(falls.add(i, i <= 50 ? 0.9 : 1)).isEmpty();
    }

    assertThat(falls.add(101, 0.5)).isPresent();
  }
}
