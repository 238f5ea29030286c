package dev.kstar.local.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.local.soak.Trend.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void fitsTheLineOfLeastSquares() {
    Trend trend =
        Trend.through(
            List.of(new Point(0, 1), new Point(10, 4), new Point(20, 4), new Point(30, 7)));

    // by hand: slope 90/500 a second, mean 4
    assertThat(trend.perHour()).isCloseTo(0.18 * 3600, within(1e-9));
    assertThat(trend.level()).isEqualTo(4);
    assertThat(trend.rise()).isCloseTo(5.4, within(1e-9));
  }

  @Test
  void onePointIsNoTrend() {
    assertThatThrownBy(() -> Trend.through(List.of(new Point(0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trend must have at least 2 points but had 1");
  }
}
