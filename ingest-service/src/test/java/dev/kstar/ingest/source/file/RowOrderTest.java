package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOrderTest {
  private static long[] order(long rows, long seed, long epoch) {
    return order(new RowOrder(rows, seed, epoch, Features.MOST_ROWS), rows);
  }

  /** Asked for as many at once as it takes, the last time for fewer. */
  private static long[] order(RowOrder order, long count) {
    long[] all = new long[(int) count];
    long[] some = new long[Features.MOST_ROWS];
    for (int at = 0; at < count; at += some.length) {
      int size = Math.min(some.length, (int) count - at);
      order.rows(at, some, size);
      System.arraycopy(some, 0, all, at, size);
    }
    return all;
  }

  /** So many rows from the beginning. */
  static List<Long> first(RowOrder order, long count) {
    return LongStream.of(order(order, count)).boxed().toList();
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
      counts[(int) order(10, seed, 0)[0]]++;
    }
    // five standard deviations of a binomial of 10,000 at 0.1
    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - 1_000) < 150);
  }

  @Test
  void rowsBeyondAnyArrayAreReached() {
    long rows = 3_000_000_000_000L;
    long[] first = order(new RowOrder(rows, 1, 0, Features.MOST_ROWS), 1_000);
    assertThat(LongStream.of(first).distinct().filter(row -> row < rows)).hasSize(1_000);
  }

  /** A position that an older version has kept must lead to the row that it led to there. */
  @Test
  void theOrderNeverChanges() {
    assertThat(order(5, 1, 2)).containsExactly(3, 2, 1, 4, 0);
    RowOrder order = new RowOrder(3_000_000, 1, 2, Features.MOST_ROWS);
    assertThat(first(order, 4)).containsExactly(2_010_749L, 378_575L, 2_317_556L, 2_643_152L);
    RowOrder wide = new RowOrder(3_000_000_000_000L, 1, 2, Features.MOST_ROWS);
    assertThat(first(wide, 2)).containsExactly(31_617_889_200L, 2_620_066_950_766L);
    long hash = 0;
    for (long row : order(new RowOrder(3_000_000, 1, 0, Features.MOST_ROWS), 100_000)) {
      hash = hash * 31 + row;
    }
    assertThat(hash).isEqualTo(7_612_966_602_437_961_817L);
  }
}
