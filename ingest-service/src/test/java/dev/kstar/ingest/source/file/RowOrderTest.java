package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOrderTest {
  private static long[] order(long rows, long seed, long epoch) {
    RowOrder order = new RowOrder(rows, seed, epoch);
    return LongStream.range(0, rows).map(order::row).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 7, 64, 65, 1_000, 10_007})
  void everyRowComesOnce(long rows) {
    assertThat(LongStream.of(order(rows, 1, 0)).sorted().toArray())
        .isEqualTo(LongStream.range(0, rows).toArray());
  }

  @Test
  void epochsAndSeedsHaveOrdersOfTheirOwn() {
    assertThat(order(1_000, 1, 0)).isNotEqualTo(order(1_000, 1, 1));
    assertThat(order(1_000, 1, 0)).isNotEqualTo(order(1_000, 2, 0));
    assertThat(order(1_000, 1, 1)).isEqualTo(order(1_000, 1, 1));
  }

  @Test
  void neighboursAreAsFarApartAsChanceHasThem() {
    long[] order = order(10_000, 3, 0);
    double distance = 0;
    for (int i = 1; i < order.length; i++) {
      distance += Math.abs(order[i] - order[i - 1]);
    }
    // independent uniform positions are n/3 apart on average, with deviation n/sqrt(18)
    assertThat(distance / 9_999).isCloseTo(10_000 / 3.0, within(5 * 10_000 / Math.sqrt(18) / 100));
  }

  @Test
  void theFirstRowIsAnyRowWithEqualChance() {
    int[] counts = new int[10];
    for (int seed = 0; seed < 10_000; seed++) {
      counts[(int) new RowOrder(10, seed, 0).row(0)]++;
    }
    // five standard deviations of a binomial of 10,000 at 0.1
    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - 1_000) < 150);
  }

  @Test
  void rowsBeyondAnyArrayAreReached() {
    long rows = 3_000_000_000_000L;
    RowOrder order = new RowOrder(rows, 1, 0);
    assertThat(LongStream.range(0, 1_000).map(order::row).distinct().filter(row -> row < rows))
        .hasSize(1_000);
  }
}
