package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.measure.DimensionOutcome.Estimate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With few points, whose bias is large. */
class CalibrationTest {
  private static final int POINTS = 300;
  private static final LevinaBickel TEN = new LevinaBickel(10);
  private static final Calibration CALIBRATION = new Calibration(List.of(TEN), 1, 1);

  private static OptionalDouble gaussian(double raw, int points) {
    return CALIBRATION.dimension(Surface.GAUSSIAN, TEN, raw, points);
  }

  private static double gaussian(double raw) {
    return gaussian(raw, POINTS).orElseThrow();
  }

  /** What is read of points of a dimension. */
  private static double read(Surface surface, int dimension) {
    Points points = surface.sample(dimension, POINTS, new SplittableRandom(77));
    return ((Estimate) TEN.estimate(NearestNeighbours.of(points, 10))).value();
  }

  @Test
  void theDimensionOfPointsIsToldThoughTheyReadLow() {
    double raw = read(Surface.GAUSSIAN, 16);

    assertThat(raw).isLessThan(13);
    assertThat(gaussian(raw)).isCloseTo(16, within(1.6));
  }

  @Test
  void whatASurfaceReadsIsToldWithThatSurface() {
    double raw = read(Surface.SPHERE, 16);

    assertThat(CALIBRATION.dimension(Surface.SPHERE, TEN, raw, POINTS).orElseThrow())
        .isCloseTo(16, within(1.6))
        .isNotEqualTo(gaussian(raw));
  }

  @Test
  void dimensionsBetweenThoseThatAreSimulatedAreToldAsWell() {
    double before = gaussian(7);
    for (double raw = 7.01; raw < 10; raw += 0.01) {
      double now = gaussian(raw);
      assertThat(now).isBetween(before, before + 0.1).isNotEqualTo(before);
      before = now;
    }
  }

  @Test
  void lessThanOneDimensionIsInProportion() {
    double one = gaussian(0.8);

    assertThat(one).isLessThan(1);
    assertThat(gaussian(0.4)).isCloseTo(one / 2, within(1e-9));
  }

  @Test
  void aReadingThatNoSimulatedDimensionReachesIsBeyond() {
    assertThat(gaussian(1_000, POINTS)).isEmpty();
    assertThat(gaussian(read(Surface.GAUSSIAN, 56), POINTS)).isPresent();
  }

  @Test
  void fewerPointsThanNeighboursSayNothing() {
    assertThat(gaussian(3, 6)).isEmpty();
  }

  @Test
  void aFewPointsMoreOrLessAreCalibratedAlike() {
    double twoHundred = gaussian(4, 200).orElseThrow();

    assertThat(gaussian(4, 196)).hasValue(twoHundred);
    assertThat(gaussian(4, 204)).hasValue(twoHundred);
    assertThat(gaussian(4, 190).orElseThrow()).isNotEqualTo(twoHundred);
  }
}
