package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestTest {
  private static final int K = 12;

  private final Smallest smallest = new Smallest(K);
  private final Random random = new Random(5);

  @Test
  void isThatOfSortedRowsThatAreMuchAlike() {
    for (int row = 0; row < 200; row++) {
      assertRight(row(300, 1 + 0.05 * random.nextDouble()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 0.01, 0.5, 2, 100, 1e200})
  void isThatOfSortedRowsWhoeverCameBefore(double scale) {
    assertRight(row(300, 1));

    assertRight(row(300, scale));
    assertRight(row(300, 1));
  }

  @Test
  void takesWhatRoundingHasMadeNegative() {
    for (int row = 0; row < 20; row++) {
      double[] values = row(100, 1e-9);
      Arrays.setAll(values, i -> values[i] - 5e-10);
      assertRight(values);
    }
  }

  @Test
  void countsWhatIsEqualAsOftenAsItComes() {
    double[] equal = new double[50];
    Arrays.fill(equal, 3);

    assertRight(equal);
    assertRight(equal);
  }

  @Test
  void isInfiniteOfFewerAndRightAgainAfterwards() {
    assertThat(smallest.largestOf(new double[K - 1])).isInfinite();

    assertRight(row(300, 1));
  }

  @Test
  void anInfiniteOneIsNeverAmongThem() {
    for (int row = 0; row < 20; row++) {
      double[] values = row(K + 1, 1);
      values[row % values.length] = Double.POSITIVE_INFINITY;

      assertRight(values);
    }
  }

  private double[] row(int length, double scale) {
    return random.doubles(length).map(value -> value * scale).toArray();
  }

  private void assertRight(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    assertThat(smallest.largestOf(values)).isEqualTo(sorted[K - 1]);
  }
}
