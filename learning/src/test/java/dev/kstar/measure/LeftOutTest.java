package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pairs of eight columns of which the first three are shared. */
class LeftOutTest {
  private static final int PAIRS = 1_000;
  private static final int WIDTH = 8;
  private static final Points X = Sample.gaussian(PAIRS, WIDTH, 1);
  private static final Points Y = sharing(3, 0);
  private static final LeftOut.Pairs XY = LeftOut.of(X, Y).orElseThrow();

  private static Points sharing(int columns, double noise) {
    Random random = new Random(2);
    float[] values = new float[PAIRS * WIDTH];
    for (int i = 0; i < PAIRS; i++) {
      for (int k = 0; k < WIDTH; k++) {
        double own = random.nextGaussian();
        values[i * WIDTH + k] = (float) (k < columns ? X.at(i, k) + noise * own : own);
      }
    }
    return new Points(PAIRS, WIDTH, values);
  }

  /** The first columns, bent onto a paraboloid. */
  private static Points holding(Points points, int columns) {
    float[] values = new float[PAIRS * (columns + 1)];
    for (int i = 0; i < PAIRS; i++) {
      double square = 0;
      for (int k = 0; k < columns; k++) {
        values[i * (columns + 1) + k] = (float) points.at(i, k);
        square += points.at(i, k) * points.at(i, k);
      }
      values[i * (columns + 1) + columns] = (float) square;
    }
    return new Points(PAIRS, columns + 1, values);
  }

  @Test
  void nothingIsLeftOutByModelsThatHoldEverything() {
    LeftOut left = XY.by(holding(X, 3), holding(Y, 3), 1);

    assertThat(left.directions()).isZero();
    assertThat(left.correlations()[0]).isLessThan(0.3);
  }

  @Test
  void whatAModelDoesNotHoldIsCounted() {
    LeftOut left = XY.by(holding(X, 1), holding(Y, 1), 1);

    assertThat(left.directions()).isEqualTo(2);
    assertThat(left.correlations()[1]).isCloseTo(1, within(0.02));
    assertThat(left.correlations()[2]).isLessThan(0.3);
  }

  @Test
  void aCoordinateThatIsHeldAsItsCubeIsHeld() {
    float[] cubes = new float[PAIRS * 3];
    for (int i = 0; i < cubes.length; i++) {
      double value = X.at(i / 3, i % 3);
      cubes[i] = (float) (value + 0.3 * value * value * value);
    }
    Points bent = new Points(PAIRS, 3, cubes);

    assertThat(XY.by(bent, bent, 1).directions()).isZero();
  }

  @Test
  void aCoordinateThatIsAProductOfThoseHeldIsHeld() {
    Points x = multiplied(X);
    Points y = multiplied(Y);

    assertThat(LeftOut.of(x, y).orElseThrow().by(firstTwo(X), firstTwo(Y), 1).directions())
        .isZero();
  }

  /** The third column is the product of the first two. */
  private static Points multiplied(Points points) {
    float[] values = points.values().clone();
    for (int i = 0; i < PAIRS; i++) {
      values[i * WIDTH + 2] = values[i * WIDTH] * values[i * WIDTH + 1];
    }
    return new Points(PAIRS, WIDTH, values);
  }

  private static Points firstTwo(Points points) {
    float[] values = new float[PAIRS * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) points.at(i / 2, i % 2);
    }
    return new Points(PAIRS, 2, values);
  }

  @Test
  void noiseOfAFifthOfTheVarianceLeavesACoordinateShared() {
    LeftOut.Pairs noisy = LeftOut.of(X, sharing(3, 0.5)).orElseThrow();
    Points nothing = Sample.gaussian(PAIRS, 2, 9);

    assertThat(noisy.by(nothing, nothing, 1).directions()).isEqualTo(3);
  }

  @Test
  void noiseBeyondHalfOfTheVarianceIsNotShared() {
    LeftOut.Pairs noisy = LeftOut.of(X, sharing(3, 1.5)).orElseThrow();
    Points nothing = Sample.gaussian(PAIRS, 2, 9);

    assertThat(noisy.by(nothing, nothing, 1).directions()).isZero();
  }

  @Test
  void aConstantColumnChangesNothing() {
    float[] values = Y.values().clone();
    for (int i = 0; i < PAIRS; i++) {
      values[i * WIDTH + 7] = 3;
    }
    LeftOut.Pairs constant = LeftOut.of(X, new Points(PAIRS, WIDTH, values)).orElseThrow();

    assertThat(constant.by(holding(X, 1), holding(Y, 1), 1).directions()).isEqualTo(2);
  }

  @Test
  void tooFewPairsForTheColumnsAreNoAnswer() {
    assertThat(LeftOut.of(Sample.gaussian(100, 8, 1), Sample.gaussian(100, 8, 2))).isEmpty();
  }
}
