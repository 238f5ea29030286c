package dev.kstar.measure;

import static dev.kstar.measure.Sample.row;
import static dev.kstar.measure.Sample.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnitSphereTest {
  @Test
  void alignmentOfPartnersInOneDirectionIsZeroWhateverTheirLengths() {
    assertThat(UnitSphere.alignment(rows(row(2, 0)), rows(row(9, 0)))).isZero();
  }

  @Test
  void alignmentIsTheMeanSquaredDistance() {
    Points f = rows(row(3, 0), row(0, 2));
    Points g = rows(row(-1, 0), row(5, 0));

    assertThat(UnitSphere.alignment(f, g)).isCloseTo((4 + 2) / 2.0, within(1e-15));
  }

  @Test
  void alignmentAgreesWithThePlainComputation() {
    Points f = Sample.gaussian(100, 5, 1);
    Points g = Sample.gaussian(100, 5, 2);

    assertThat(UnitSphere.alignment(f, g)).isCloseTo(Naive.alignment(f, g), within(1e-13));
  }

  @Test
  void uniformityOfCoincidingPointsIsZero() {
    assertThat(UnitSphere.uniformity(rows(row(1, 1), row(3, 3), row(2, 2))))
        .isCloseTo(0, within(1e-14));
  }

  @Test
  void uniformityOfOppositePointsIsMinusEight() {
    assertThat(UnitSphere.uniformity(rows(row(4, 0), row(-1, 0)))).isCloseTo(-8, within(1e-14));
  }

  @Test
  void uniformityAgreesWithThePlainComputation() {
    Points points = Sample.gaussian(300, 6, 1);

    assertThat(UnitSphere.uniformity(points)).isCloseTo(Naive.uniformity(points), within(1e-13));
  }

  @Test
  void theExponentialIsThatOfTheLibrary() {
    for (double x = -8; x <= 0; x += 1.0 / 1_024) {
      assertThat(UnitSphere.exp(x) / Math.exp(x)).isCloseTo(1, within(1e-14));
    }
  }

  @Test
  void aZeroVectorStaysInTheMiddle() {
    assertThat(UnitSphere.uniformity(rows(row(0, 0), row(5, 0)))).isCloseTo(-2, within(1e-15));
  }
}
