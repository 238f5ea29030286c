package dev.kstar.local.reproduce.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void isMeanAndRange() {
    assertThat(Spread.of(1, 2, 6)).isEqualTo(new Spread(3, 1, 6, 3));
    assertThat(Spread.of(1, 2, 6).words(1)).isEqualTo("3.0 (1.0 – 6.0)");
  }

  @Test
  void oneNumberHasNoRange() {
    assertThat(Spread.of(0.5).words(2)).isEqualTo("0.50");
  }

  @Test
  void whatIsNoNumberDoesNotCount() {
    assertThat(Spread.of(Double.NaN, 4)).isEqualTo(new Spread(4, 4, 4, 1));
    assertThat(Spread.of(Double.NaN).words(2)).isEqualTo("–");
  }

  @Test
  void slopeIsThatOfTheLeastSquaresLine() {
    assertThat(Spread.slope(new double[] {0, 1, 2}, new double[] {1, 3, 6}))
        .isCloseTo(2.5, Offset.offset(1e-12));
  }
}
