package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private final Points points = Sample.gaussian(600, 3, 1);

  private static BitSet all(int count) {
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  private int[] classes(IntUnaryOperator of) {
    return IntStream.range(0, points.count()).map(of).toArray();
  }

  @Test
  void halvesHoldEachLabelledSampleOnce() {
    BitSet labelled = all(9);
    labelled.clear(4);
    Split split = Split.of(labelled, 3);

    assertThat(split.fitted()).hasSize(4);
    assertThat(IntStream.concat(IntStream.of(split.fitted()), IntStream.of(split.tested())))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 5, 6, 7, 8);
  }

  @Test
  void halvesFollowFromTheSeed() {
    assertThat(Split.of(all(100), 3).fitted())
        .isEqualTo(Split.of(all(100), 3).fitted())
        .isNotEqualTo(Split.of(all(100), 4).fitted());
  }

  @Test
  void logisticRegressionFindsThreeClassesInSectors() {
    int[] classes =
        classes(i -> (int) Math.floor(Math.atan2(points.at(i, 0), points.at(i, 1)) / 2.0944 + 1.5));

    Probes probes = Probes.of(points, classes, Split.of(all(600), 1));

    assertThat(probes.logisticRegression()).isGreaterThan(0.95);
    assertThat(probes.nearestNeighbours()).isGreaterThan(0.85);
  }

  @Test
  void onlyNeighboursFindARing() {
    int[] classes = classes(i -> points.squaredNorm(i) < 2.4 ? 0 : 1);
    for (int i = 0; i < points.values().length; i++) {
      points.values()[i] *= classes[i / 3] == 1 ? 3 : 1; // a gap around the inner ball
    }

    Split split = Split.of(all(600), 1);

    Probes probes = Probes.of(points, classes, split);

    // a plane can do no better than cut off one side of the ring
    assertThat(probes.logisticRegression()).isLessThan(0.7);
    assertThat(probes.nearestNeighbours()).isGreaterThan(0.9);
  }

  @Test
  void aClassThatIsOnlyTestedIsAMiss() {
    Split split = new Split(new int[] {0, 1}, new int[] {2, 3});

    Probes probes = Probes.of(points, new int[] {5, 5, 5, 6}, split);

    assertThat(probes).isEqualTo(new Probes(0.5, 0.5));
    assertThat(split.majority(new int[] {5, 5, 5, 6})).isEqualTo(0.5);
  }

  @Test
  void bothStandSideBySide() {
    Points f = new Points(2, 1, new float[] {1, 2});
    Points g = new Points(2, 1, new float[] {3, 4});

    assertThat(Probes.both(f, g).values()).containsExactly(1, 3, 2, 4);
  }

  @Test
  void split_copies_areInTheSameHalf() {
    float[] inputs = new float[100];
    for (int i = 0; i < 100; i++) {
      inputs[i] = i % 10;
    }
    BitSet all = new BitSet();
    all.set(0, 100);

    Split split = Split.of(all, 1, DistinctRows.of(100, 1, inputs));

    assertThat(split.fitted()).hasSize(50);
    assertThat(Arrays.stream(split.fitted()).map(i -> i % 10).distinct()).hasSize(5);
    assertThat(Arrays.stream(split.tested()).map(i -> i % 10).distinct()).hasSize(5);
  }

  @Test
  void split_allDiffer_isAsWithoutRows() {
    float[] inputs = new float[100];
    for (int i = 0; i < 100; i++) {
      inputs[i] = i;
    }
    BitSet some = new BitSet();
    some.set(3, 80);

    Split split = Split.of(some, 1, DistinctRows.of(100, 1, inputs));

    assertThat(split.fitted()).isEqualTo(Split.of(some, 1).fitted());
    assertThat(split.tested()).isEqualTo(Split.of(some, 1).tested());
  }
}
