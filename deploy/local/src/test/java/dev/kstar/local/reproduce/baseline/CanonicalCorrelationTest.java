package dev.kstar.local.reproduce.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CanonicalCorrelationTest {
  private static final int ROWS = 4_000;

  @Test
  void findsTheCorrelationsThatWereBuiltIn() {
    CanonicalCorrelation cca = CanonicalCorrelation.fit(x(3), y(3));

    // x0 = y0; x1 = (y1 + e) / √2, so their correlation is 1/√2; the rest is independent
    assertThat(cca.correlations()[0]).isCloseTo(1, Offset.offset(1e-3));
    assertThat(cca.correlations()[1]).isCloseTo(Math.sqrt(0.5), Offset.offset(0.03));
    assertThat(cca.correlations()[2]).isLessThan(0.1);
  }

  @Test
  void doesNotCareHowASideIsMixed() {
    Matrix mix = new Matrix(3, 3, new double[] {2, 1, 0, 0, 1, 5, 1, 0, 1});

    CanonicalCorrelation plain = CanonicalCorrelation.fit(x(3), y(3));
    CanonicalCorrelation mixed = CanonicalCorrelation.fit(x(3).times(mix), y(3));

    for (int i = 0; i < 3; i++) {
      assertThat(mixed.correlations()[i]).isCloseTo(plain.correlations()[i], Offset.offset(1e-4));
    }
  }

  @Test
  void variablesOfASideAreUncorrelatedAndThoseOfAPairCorrelateAsTold() {
    CanonicalCorrelation cca = CanonicalCorrelation.fit(x(5), y(5));
    Matrix u = cca.projectX(x(5), 3);
    Matrix v = cca.projectY(y(5), 3);

    Matrix within = u.transposedTimes(u).scaled(1.0 / ROWS);
    Matrix across = u.transposedTimes(v).scaled(1.0 / ROWS);

    double first = cca.correlations()[0];
    double second = cca.correlations()[1];
    assertThat(within.at(0, 0)).isCloseTo(first, Offset.offset(1e-3));
    assertThat(within.at(0, 1)).isCloseTo(0, Offset.offset(1e-3));
    assertThat(across.at(0, 0)).isCloseTo(first * first, Offset.offset(1e-3));
    assertThat(across.at(1, 1)).isCloseTo(second * second, Offset.offset(1e-3));
    assertThat(across.at(0, 1)).isCloseTo(0, Offset.offset(1e-3));
  }

  @Test
  void eigenvaluesAreThoseOfAKnownMatrix() {
    // 2 − 2 cos(jπ/4), j = 1, 2, 3
    Matrix second = new Matrix(3, 3, new double[] {2, -1, 0, -1, 2, -1, 0, -1, 2});

    Eigen eigen = Eigen.of(second);

    assertThat(eigen.values())
        .containsExactly(
            new double[] {2 + Math.sqrt(2), 2, 2 - Math.sqrt(2)}, Offset.offset(1e-12));
    Matrix unit = eigen.vectors().transposedTimes(eigen.vectors());
    assertThat(unit.at(0, 0)).isCloseTo(1, Offset.offset(1e-12));
    assertThat(unit.at(0, 2)).isCloseTo(0, Offset.offset(1e-12));
  }

  @Test
  void partnersThatAreTheSameFindOneAnother() {
    Matrix x = x(3);
    int[] first = IntStream.range(0, 400).toArray();

    Partners partners = Partners.of(x.rows(first), x.rows(first), new int[400]);

    assertThat(partners).isEqualTo(new Partners(1, 1, 1));
  }

  @Test
  void aCollapsedRepresentationFindsNobody() {
    Matrix same = Matrix.zeros(400, 2);

    assertThat(Partners.of(same, same, new int[0]).topHalfPercent()).isZero();
  }

  /** By cosine all numbers of one sign are the same, and none of them is its partner's. */
  @Test
  void oneDimensionTellsSignsAndNoLabels() {
    Matrix one = y(1);
    int[] row = IntStream.range(0, one.rows()).toArray();

    assertThat(Partners.of(one, one, row).labelMatch()).isLessThan(0.01);
  }

  private static Matrix y(int columns) {
    Random random = new Random(1);
    Matrix y = Matrix.zeros(ROWS, columns);
    for (int i = 0; i < ROWS * columns; i++) {
      y.values()[i] = random.nextGaussian();
    }
    return y;
  }

  private static Matrix x(int yColumns) {
    Matrix y = y(5);
    Matrix three = y(3);
    Random random = new Random(2);
    Matrix x = Matrix.zeros(ROWS, 3);
    for (int i = 0; i < ROWS; i++) {
      Matrix shared = yColumns == 3 ? three : y;
      x.set(i, 0, shared.at(i, 0));
      x.set(i, 1, (shared.at(i, 1) + random.nextGaussian()) / Math.sqrt(2));
      x.set(i, 2, random.nextGaussian());
    }
    return x;
  }
}
