package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PrincipalPlaneTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  /** Independent coordinates with these standard deviations, around (1, 1, ...). */
  private static float[] gaussian(int count, double... deviations) {
    Random random = new Random(3);
    float[] rows = new float[count * deviations.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (1 + deviations[i % deviations.length] * random.nextGaussian());
    }
    return rows;
  }

  @Test
  void theAxesAreThoseOfLargestVariance() {
    float[] rows = gaussian(5000, 0.1, 5, 0.1, 2);

    PrincipalPlane plane = PrincipalPlane.of(rows, 4, null);

    assertThat(Math.abs(plane.axes()[0][1])).isGreaterThan(0.999);
    assertThat(Math.abs(plane.axes()[1][3])).isGreaterThan(0.999);
  }

  @Test
  void theSharesAreOfTheWholeVariance() {
    float[] rows = {3, 0, 0, -3, 0, 0, 0, 2, 0, 0, -2, 0, 0, 0, 1, 0, 0, -1};

    PrincipalPlane plane = PrincipalPlane.of(rows, 3, null);

    assertThat(plane.shares()[0]).isCloseTo(9.0 / 14, CLOSE);
    assertThat(plane.shares()[1]).isCloseTo(4.0 / 14, CLOSE);
  }

  @Test
  void placesAreDistancesFromTheMean() {
    float[] rows = {13, 10, 7, 10, 10, 12, 10, 8};

    double[][] places = PrincipalPlane.of(rows, 2, null).project(rows);

    assertThat(Math.abs(places[0][0])).isCloseTo(3, CLOSE);
    assertThat(places[0][1]).isCloseTo(0, CLOSE);
    assertThat(Math.abs(places[2][1])).isCloseTo(2, CLOSE);
  }

  @Test
  void axesOfBeforeKeepTheirDirection() {
    float[] rows = gaussian(500, 5, 2, 0.1);
    double[][] axes = PrincipalPlane.of(rows, 3, null).axes();
    double[][] turned = {negative(axes[0]), axes[1].clone()};

    double[][] after = PrincipalPlane.of(rows, 3, turned).axes();

    assertThat(after[0][0]).isCloseTo(-axes[0][0], CLOSE);
    assertThat(after[1][1]).isCloseTo(axes[1][1], CLOSE);
  }

  private static double[] negative(double[] axis) {
    double[] negative = new double[axis.length];
    for (int k = 0; k < axis.length; k++) {
      negative[k] = -axis[k];
    }
    return negative;
  }

  @Test
  void oneDimensionHasOneAxis() {
    float[] rows = {1, 2, 6};

    PrincipalPlane plane = PrincipalPlane.of(rows, 1, null);

    assertThat(plane.shares()).containsExactly(1, 0);
    assertThat(plane.project(rows)[2]).containsExactly(3 * Math.signum(plane.axes()[0][0]), 0);
  }

  @Test
  void equalPointsLieInOnePlace() {
    float[] rows = {4, 4, 4, 4, 4, 4};

    PrincipalPlane plane = PrincipalPlane.of(rows, 2, null);

    assertThat(plane.shares()).containsExactly(0, 0);
    assertThat(plane.project(rows)[1]).containsExactly(0, 0);
  }

  @Test
  void pointsOnALineHaveNoSecondShare() {
    float[] rows = {1, 1, 2, 2, 5, 5};

    PrincipalPlane plane = PrincipalPlane.of(rows, 2, null);

    assertThat(plane.shares()[0] + plane.shares()[1]).isCloseTo(1, CLOSE);
  }
}
