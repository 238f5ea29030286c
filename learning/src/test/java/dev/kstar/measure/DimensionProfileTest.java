package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.measure.DimensionOutcome.Estimate;
import dev.kstar.measure.DimensionProfile.Method;
import dev.kstar.measure.DimensionProfile.Reading;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionProfileTest {
  private static final Method METHOD = Method.around(20, 100, 1, 2);

  private static DimensionProfile profile(Points points) {
    return METHOD.measure(NearestNeighbours.of(points, METHOD.neighbours(), 2));
  }

  /** Gaussian points of a dimension, on the first columns of {@code width}. */
  private static Points embedded(int count, int dimension, int width, double noise, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((i % width < dimension ? 1 : noise) * random.nextGaussian());
    }
    return new Points(count, width, values);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10, 20})
  void calibrationUndoesTheBiasOfGaussianPoints(int dimension) {
    for (long seed = 11; seed <= 13; seed++) {
      DimensionProfile profile = profile(embedded(2_000, dimension, 44, 0, seed));
      Reading twenty = profile.scales().get(2);

      assertThat(twenty.calibrated().orElseThrow()).isCloseTo(dimension, within(0.05 * dimension));
      assertThat(profile.disagreement()).isEmpty();
    }
  }

  /** Uniform on a sphere, of which both the radius and the place are anything. */
  private static Points onSphere(int count, int dimension, long seed) {
    Points sphere = Surface.SPHERE.sample(dimension, count, new SplittableRandom(seed));
    float[] values = sphere.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * values[i] + i % sphere.dimension();
    }
    return new Points(count, sphere.dimension(), values);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9, 15})
  void pointsOnASphereAreCalibratedWithPointsOnASphere(int dimension) {
    for (long seed = 11; seed <= 13; seed++) {
      DimensionProfile profile = profile(onSphere(2_000, dimension, seed));

      assertThat(profile.surface()).isEqualTo(Surface.SPHERE);
      assertThat(profile.scales().get(2).calibrated().orElseThrow())
          .isCloseTo(dimension, within(0.03 * dimension));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 44})
  void gaussianPointsAreCalibratedWithGaussianPoints(int dimension) {
    assertThat(profile(embedded(500, dimension, 44, 0, 5)).surface()).isEqualTo(Surface.GAUSSIAN);
  }

  @Test
  void intervalsAreAsWideAsSamplesVary() {
    List<Reading> readings =
        IntStream.range(0, 30)
            .mapToObj(seed -> profile(Sample.gaussian(400, 5, seed)).scales().get(2))
            .toList();
    double[] raw = readings.stream().mapToDouble(r -> ((Estimate) r.raw()).value()).toArray();
    double mean = IntStream.range(0, 30).mapToDouble(i -> raw[i]).average().orElseThrow();
    double deviation =
        Math.sqrt(
            IntStream.range(0, 30).mapToDouble(i -> (raw[i] - mean) * (raw[i] - mean)).sum() / 29);
    double told =
        readings.stream()
                .mapToDouble(r -> r.raw95().orElseThrow().high() - r.raw95().orElseThrow().low())
                .average()
                .orElseThrow()
            / (2 * 1.96);

    // a standard deviation of 30 values is itself known to about 13 %
    assertThat(told / deviation).isBetween(0.6, 1.6);
  }

  @Test
  void noiseOffTheManifoldMakesScalesDisagree() {
    DimensionProfile profile = profile(embedded(2_000, 5, 44, 0.1, 3));

    assertThat(profile.disagreement().orElseThrow()).startsWith("the scales disagree: ");
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    Points points = Sample.gaussian(300, 4, 8);

    assertThat(Method.around(20, 20, 7, 1).measure(NearestNeighbours.of(points, 120)))
        .isEqualTo(Method.around(20, 20, 7, 2).measure(NearestNeighbours.of(points, 120, 2)));
  }

  @Test
  void tooFewPointsForHalvesLeaveTheEstimateWithoutInterval() {
    Reading twenty = profile(Sample.gaussian(45, 3, 1)).scales().get(2);

    assertThat(twenty.raw()).isInstanceOf(Estimate.class);
    assertThat(twenty.raw95()).isEmpty();
  }

  @Test
  void moreThanSixtyFourDimensionsAreBeyondTheCalibration() {
    assertThat(METHOD.calibration().dimension(Surface.GAUSSIAN, new LevinaBickel(), 60, 500))
        .isEmpty();
  }

  @Test
  void onlyEstimatorsThatWereSimulatedAreCalibrated() {
    assertThatThrownBy(
            () -> METHOD.calibration().dimension(Surface.GAUSSIAN, new LevinaBickel(17), 5, 500))
        .hasMessageContaining("there is no calibration for LevinaBickel[neighbours=17]");
  }

  @Test
  void halvesReadTheirNeighboursOffTheWhole() {
    Points points = Sample.gaussian(200, 3, 6);
    List<LevinaBickel> scales = List.of(new LevinaBickel(5), new LevinaBickel(20));
    HalfSample few = new HalfSample(NearestNeighbours.of(points, 25), 20);
    HalfSample all = new HalfSample(NearestNeighbours.of(points, 199), 20);
    few.draw(new SplittableRandom(1));
    all.draw(new SplittableRandom(1));

    assertThat(few.logEstimates(scales, new TwoNearest()))
        .containsExactly(all.logEstimates(scales, new TwoNearest()), within(1e-12));
  }
}
