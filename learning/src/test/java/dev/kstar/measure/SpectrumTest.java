package dev.kstar.measure;

import static dev.kstar.measure.Sample.row;
import static dev.kstar.measure.Sample.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectrumTest {
  @Test
  void eigenvaluesOfAKnownMatrixComeLargestFirst() {
    // the second difference has the eigenvalues 2 − 2 cos(π k / (n + 1))
    int n = 20;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      matrix[i][i] = 2;
      if (i > 0) {
        matrix[i][i - 1] = -1;
        matrix[i - 1][i] = -1;
      }
    }

    double[] values = SymmetricEigenvalues.of(matrix);

    for (int k = 1; k <= n; k++) {
      assertThat(values[n - k]).isCloseTo(2 - 2 * Math.cos(Math.PI * k / (n + 1)), within(1e-13));
    }
  }

  @Test
  void eigenvaluesKeepTraceAndSquareSumOfARandomMatrix() {
    Random random = new Random(4);
    double[][] matrix = new double[30][30];
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = random.nextGaussian();
        matrix[j][i] = matrix[i][j];
        squares += (i == j ? 1 : 2) * matrix[i][j] * matrix[i][j];
      }
      trace += matrix[i][i];
    }

    double[] values = SymmetricEigenvalues.of(matrix);

    double sum = 0;
    double sumOfSquares = 0;
    for (double value : values) {
      sum += value;
      sumOfSquares += value * value;
    }
    assertThat(sum).isCloseTo(trace, within(1e-12));
    assertThat(sumOfSquares).isCloseTo(squares, within(1e-10));
  }

  @Test
  void covarianceIsAroundTheMeanAndUnbiased() {
    assertThat(Spectrum.ofCovariance(rows(row(10, 0), row(12, 0), row(11, 3))).values())
        .containsExactly(new double[] {3, 1}, within(1e-12));
  }

  @Test
  void measuresOfVariancesFourAndOneFollowTheirFormulas() {
    Spectrum spectrum = new Spectrum(new double[] {4, 1, 0});

    assertThat(spectrum.participationRatio()).isCloseTo(25.0 / 17, within(1e-12));
    // shares 2/3 and 1/3 of the singular values
    assertThat(spectrum.rankMe())
        .isCloseTo(Math.exp(-2 / 3.0 * Math.log(2 / 3.0) - Math.log(1 / 3.0) / 3), within(1e-12));
    assertThat(spectrum.above(0.25)).isEqualTo(1);
    assertThat(spectrum.above(0.2)).isEqualTo(2);
  }

  @Test
  void crossCovarianceOfTwiceTheSameIsItsCovariance() {
    Points points = Sample.gaussian(200, 5, 1);

    assertThat(Spectrum.ofCrossCovariance(points, new Points(200, 5, points.values())).values())
        .containsExactly(Spectrum.ofCovariance(points).values(), within(1e-9));
  }

  @Test
  void crossCovarianceSeesOnlyWhatIsShared() {
    // two of six coordinates are shared, in another order; the rest is independent
    Points f = Sample.gaussian(5_000, 6, 1);
    Points g = Sample.gaussian(5_000, 6, 2);
    for (int i = 0; i < 5_000; i++) {
      g.values()[6 * i] = f.values()[6 * i + 1];
      g.values()[6 * i + 1] = f.values()[6 * i];
    }
    double[] values = Spectrum.ofCrossCovariance(f, g).values();

    assertThat(values[1]).isGreaterThan(0.9);
    assertThat(values[2]).isLessThan(0.1);
  }

  @Test
  void aCollapsedRepresentationHasNoDirections() {
    Spectrum spectrum = Spectrum.ofCovariance(rows(row(1, 2), row(1, 2), row(1, 2)));

    assertThat(spectrum.participationRatio()).isZero();
    assertThat(spectrum.rankMe()).isZero();
    assertThat(spectrum.above(0.05)).isZero();
  }
}
