package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InnerProductsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 2", "255, 3", "256, 4", "257, 5", "700, 20"})
  void everyRowHoldsTheInnerProducts(int count, int dimension) {
    Points left = Sample.gaussian(3, dimension, 1);
    Points right = Sample.gaussian(count, dimension, 2);
    double[] row = new double[count];

    new InnerProducts(right).row(left, 2, row);

    for (int j = 0; j < count; j++) {
      assertThat(row[j]).isCloseTo(Naive.product(left, 2, right, j), within(1e-13));
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "8", "21"})
  void oneProductIsBitForBitThatOfItsRow(int dimension) {
    Points left = Sample.gaussian(1, dimension, 3);
    Points right = Sample.gaussian(300, dimension, 4);
    InnerProducts products = new InnerProducts(right);
    double[] row = new double[300];

    products.row(left, 0, row);

    for (int j = 0; j < 300; j++) {
      assertThat(products.one(left, 0, j)).isEqualTo(row[j]);
    }
  }

  @Test
  void bothSidesMustHaveTheSameDimension() {
    InnerProducts products = new InnerProducts(Sample.gaussian(2, 3, 1));

    assertThatThrownBy(() -> products.row(Sample.gaussian(1, 2, 1), 0, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same dimension but had 2 and 3");
  }
}
