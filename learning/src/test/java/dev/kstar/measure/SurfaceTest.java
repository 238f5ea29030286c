package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurfaceTest {
  private static final int DIMENSION = 5;

  /** Points on a sphere whose lengths vary by that share of their mean. */
  private static Points shell(double variation) {
    SplittableRandom random = new SplittableRandom(3);
    Points sphere = Surface.SPHERE.sample(DIMENSION, 2_000, random);
    float[] values = sphere.values().clone();
    for (int i = 0; i < sphere.count(); i++) {
      float length = (float) (1 + variation * random.nextGaussian());
      for (int k = 0; k < sphere.dimension(); k++) {
        values[i * sphere.dimension() + k] *= length;
      }
    }
    return new Points(sphere.count(), sphere.dimension(), values);
  }

  /** Of Gaussian points of five dimensions it is 0.32. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.08, 0.14})
  void lengthsThatVaryByLessThanHalfOfWhatGaussianOnesDoAreASphere(double variation) {
    assertThat(Surface.of(shell(variation), DIMENSION)).isEqualTo(Surface.SPHERE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.18, 0.25})
  void lengthsThatVaryByMoreAreNone(double variation) {
    assertThat(Surface.of(shell(variation), DIMENSION)).isEqualTo(Surface.GAUSSIAN);
  }
}
