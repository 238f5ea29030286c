package dev.kstar.measure;

import static dev.kstar.measure.Sample.row;
import static dev.kstar.measure.Sample.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.measure.DimensionOutcome.Estimate;
import dev.kstar.measure.DimensionOutcome.Unanswered;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LevinaBickelTest {
  @Test
  void allTenManifoldsAreThere() {
    assertThat(Manifold.all()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("dev.kstar.measure.Manifold#stream")
  void agreesWithScikitDimensionAtTwentyNeighbours(Manifold manifold) {
    double expected = manifold.expected("mle_k20_harmonic");

    assertThat(value(new LevinaBickel().estimate(manifold.points())))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @ParameterizedTest
  @MethodSource("dev.kstar.measure.Manifold#stream")
  void agreesWithScikitDimensionAtTenNeighbours(Manifold manifold) {
    double expected = manifold.expected("mle_k10_harmonic");

    assertThat(value(new LevinaBickel(10).estimate(manifold.points())))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void followsTheFormulaOnThreePoints() {
    // distances 1 and 3, 1 and 2, 2 and 3: log ratios log 3, log 2 and log 1.5
    DimensionOutcome outcome = new LevinaBickel(2).estimate(rows(row(0, 0), row(1, 0), row(3, 0)));

    assertThat(value(outcome)).isCloseTo(3 / Math.log(3 * 2 * 1.5), within(1e-12));
  }

  @Test
  void usesOnlyTheNearestOfNeighboursAlreadyFound() {
    Points points = Sample.gaussian(200, 3, 1);

    DimensionOutcome outcome = new LevinaBickel(10).estimate(NearestNeighbours.of(points, 50));

    assertThat(outcome).isEqualTo(new LevinaBickel(10).estimate(points));
  }

  @Test
  void duplicatesAreCountedAndChangeNothingElse() {
    Points points = Sample.gaussian(200, 3, 1);
    float[] repeated = Arrays.copyOf(points.values(), 203 * 3);
    System.arraycopy(points.values(), 30, repeated, 600, 9);

    DimensionOutcome outcome = new LevinaBickel().estimate(new Points(203, 3, repeated));

    assertThat(outcome)
        .isEqualTo(new Estimate(value(new LevinaBickel().estimate(points)), 200, 3, 20));
  }

  @Test
  void tooFewDistinctPointsAreNoEstimate() {
    DimensionOutcome outcome =
        new LevinaBickel(3).estimate(rows(row(0, 0), row(0, 0), row(1, 0), row(3, 0)));

    assertThat(outcome)
        .isEqualTo(
            new Unanswered(
                "3 neighbours need at least 4 distinct points but there were 3", 3, 1, 3));
  }

  @Test
  void neighboursAtOneDistanceAreNoEstimate() {
    DimensionOutcome outcome =
        new LevinaBickel(2).estimate(rows(row(1, 0, 0), row(0, 1, 0), row(0, 0, 1)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unanswered.class, none -> assertThat(none.reason()).contains("the same distance"));
  }

  private static double value(DimensionOutcome outcome) {
    assertThat(outcome).isInstanceOf(Estimate.class);
    return ((Estimate) outcome).value();
  }
}
