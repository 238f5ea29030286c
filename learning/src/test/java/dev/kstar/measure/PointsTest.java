package dev.kstar.measure;

import static dev.kstar.measure.Sample.row;
import static dev.kstar.measure.Sample.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PointsTest {
  @Test
  void coordinatesMustBeAsManyAsThePointsHave() {
    assertThatThrownBy(() -> new Points(2, 3, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 points of dimension 3 must have 6 coordinates but had 5");
  }

  @Test
  void aCoordinateThatIsNotFiniteIsNamed() {
    assertThatThrownBy(() -> rows(row(1, 2), row(3, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinate 1 of point 1 must be finite but was NaN");
  }

  @Test
  void aDimensionOfZeroIsRejected() {
    assertThatThrownBy(() -> new Points(0, 0, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a dimension of at least 1 but had 0 and 0");
  }

  @Test
  void distinctKeepsTheFirstOfEqualPointsInOrder() {
    Points distinct = rows(row(3, 0), row(1, 1), row(3, -0.0), row(2, 2), row(1, 1)).distinct();

    assertThat(distinct.values()).containsExactly(3, 0, 1, 1, 2, 2);
  }

  @Test
  void distinctIsTheSameObjectWhenAllDiffer() {
    Points points = rows(row(1), row(2));

    assertThat(points.distinct()).isSameAs(points);
  }
}
