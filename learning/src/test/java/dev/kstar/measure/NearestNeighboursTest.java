package dev.kstar.measure;

import static dev.kstar.measure.Sample.row;
import static dev.kstar.measure.Sample.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NearestNeighboursTest {
  static List<Points> sets() {
    return List.of(
        Sample.gaussian(300, 1, 1),
        Sample.gaussian(300, 7, 2),
        Sample.gaussian(600, 20, 3),
        Sample.lattice(200, 6, 4, 4),
        offset(Sample.gaussian(300, 3, 5)));
  }

  /** Points a tiny distance apart, far from the origin: the expanded square cancels to noise. */
  private static Points offset(Points points) {
    float[] values = new float[points.count() * 4];
    for (int i = 0; i < points.count(); i++) {
      values[4 * i] = 777.7f;
      for (int k = 0; k < 3; k++) {
        values[4 * i + 1 + k] = 1e-5f * points.values()[3 * i + k];
      }
    }
    return new Points(points.count(), 4, values);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void findsTheNearestInOrderWithTiesByIndex(Points points) {
    NearestNeighbours found = NearestNeighbours.of(points, 12);
    Points distinct = points.distinct();

    for (int i = 0; i < distinct.count(); i++) {
      int point = i;
      assertThat(IntStream.range(0, 12).mapToObj(rank -> found.index(point, rank)))
          .containsExactlyElementsOf(Naive.byDistance(distinct, i).subList(0, 12));
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void distancesAreExactHoweverTiny(Points points) {
    NearestNeighbours found = NearestNeighbours.of(points, 12);
    Points distinct = points.distinct();

    for (int i = 0; i < distinct.count(); i++) {
      double expected = Naive.distance(distinct, i, found.index(i, 0));
      assertThat(found.distance(i, 0)).isCloseTo(expected, within(1e-14 * expected));
    }
  }

  @Test
  void dropsAndCountsDuplicates() {
    NearestNeighbours found =
        NearestNeighbours.of(rows(row(0), row(5), row(0), row(1), row(5), row(0)), 2);

    assertThat(found.points()).isEqualTo(3);
    assertThat(found.duplicates()).isEqualTo(3);
    assertThat(found.distance(0, 0)).isEqualTo(1);
    assertThat(found.distance(0, 1)).isEqualTo(5);
  }

  @Test
  void findsFewerWhereThereAreFewer() {
    assertThat(NearestNeighbours.of(rows(row(0), row(1), row(3)), 20).neighbours()).isEqualTo(2);
  }

  @Test
  void findsNoneOfASinglePlace() {
    NearestNeighbours found = NearestNeighbours.of(rows(row(7), row(7)), 20);

    assertThat(found.neighbours()).isZero();
    assertThat(found.points()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void threadsChangeNothing(Points points) {
    NearestNeighbours one = NearestNeighbours.of(points, 12);
    NearestNeighbours three = NearestNeighbours.of(points, 12, 3);

    for (int i = 0; i < one.points(); i++) {
      assertThat(three.distances(i)).isEqualTo(one.distances(i));
      assertThat(three.index(i, 11)).isEqualTo(one.index(i, 11));
    }
  }

  @Test
  void of_equalInputsWithOtherLastBits_areOnePoint() {
    Points points = new Points(4, 2, new float[] {1, 0, 1.0000001f, 0, 0, 1, 3, 3});

    NearestNeighbours found =
        NearestNeighbours.of(points, DistinctRows.of(4, 1, new float[] {5, 5, 6, 7}), 3, 1);

    assertThat(found.points()).isEqualTo(3);
    assertThat(found.duplicates()).isEqualTo(1);
    assertThat(found.distance(0, 0)).isGreaterThan(1);
  }
}
