package dev.kstar.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void barsGoFromTheLeastToTheGreatest() {
    assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 20))
        .isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void levelValuesAreLevelBars() {
    assertThat(Sparkline.of(List.of(3.0, 3.0), 20)).isEqualTo("▁▁");
  }

  @Test
  void aValueThatIsNoNumberIsABlank() {
    assertThat(Sparkline.of(List.of(0.0, Double.NaN, 1.0), 20)).isEqualTo("▁ █");
  }

  @Test
  void longHistoriesAreDrawnAsMeans() {
    assertThat(Sparkline.of(List.of(0.0, 2.0, 3.0, 5.0), 2)).isEqualTo("▁█");
  }

  @Test
  void nothingIsDrawnOfNothing() {
    assertThat(Sparkline.of(List.of(), 20)).isEmpty();
  }
}
