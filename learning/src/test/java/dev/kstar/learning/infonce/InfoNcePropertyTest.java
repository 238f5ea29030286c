package dev.kstar.learning.infonce;

import static dev.kstar.learning.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of random size, dimension and temperature, drawn from a seed. */
class InfoNcePropertyTest {
  private static final double STEP = 1e-5;

  private record Case(double[][] x, double[][] y, double tau) {
    static Case draw(Random random) {
      int batch = 2 + random.nextInt(30);
      int d = 1 + random.nextInt(6);
      double tau = Math.pow(10, -1.5 * random.nextDouble());
      return new Case(gaussian(random, batch, d), gaussian(random, batch, d), tau);
    }

    private static double[][] gaussian(Random random, int rows, int width) {
      double[][] values = new double[rows][width];
      for (double[] row : values) {
        for (int i = 0; i < width; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
      return values;
    }

    double loss() {
      return new PlainInfoNce(x, y, tau).loss;
    }

    InfoNce.Result run(NDManager arrays, int block) {
      try (InfoNce infoNce = InfoNce.load(Device.cpu(), block)) {
        return infoNce.of(array(arrays, x), array(arrays, y), new double[] {tau});
      }
    }

    private static NDArray array(NDManager arrays, double[][] rows) {
      float[] values = new float[rows.length * rows[0].length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
      }
      return arrays.create(values, new Shape(1, rows.length, rows[0].length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void hasTheGradientOfCentralDifferences(long seed) {
    Case one = Case.draw(new Random(seed));
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu())) {
      InfoNce.Result actual = one.run(arrays, 0);
      assertClose("x", actual.gradX().toFloatArray(), differences(one, one.x()), 1e-4);
      assertClose("y", actual.gradY().toFloatArray(), differences(one, one.y()), 1e-4);
      double up = new Case(one.x(), one.y(), one.tau() * Math.exp(STEP)).loss();
      double down = new Case(one.x(), one.y(), one.tau() * Math.exp(-STEP)).loss();
      double expected = (up - down) / (2 * STEP);
      assertThat(actual.gradLogTau()[0])
          .isCloseTo(expected, within(1e-4 * Math.abs(expected) + 1e-6));
    }
  }

  private static double[] differences(Case one, double[][] rows) {
    double[] gradient = new double[rows.length * rows[0].length];
    for (int i = 0; i < gradient.length; i++) {
      double[] row = rows[i / rows[0].length];
      int column = i % rows[0].length;
      double value = row[column];
      row[column] = value + STEP;
      double up = one.loss();
      row[column] = value - STEP;
      gradient[i] = (up - one.loss()) / (2 * STEP);
      row[column] = value;
    }
    return gradient;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void doesNotDependOnTheSizeOfBlocks(long seed) {
    Random random = new Random(seed);
    Case one = Case.draw(random);
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu())) {
      InfoNce.Result whole = one.run(arrays, one.x().length);
      InfoNce.Result blocks = one.run(arrays, 1 + random.nextInt(one.x().length));
      assertThat(blocks.loss()[0])
          .isCloseTo(whole.loss()[0], within(1e-5 * whole.loss()[0] + 1e-6));
      assertClose("x", blocks.gradX().toFloatArray(), doubles(whole.gradX()), 1e-5);
      assertClose("y", blocks.gradY().toFloatArray(), doubles(whole.gradY()), 1e-5);
    }
  }

  private static double[] doubles(NDArray array) {
    float[] values = array.toFloatArray();
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
