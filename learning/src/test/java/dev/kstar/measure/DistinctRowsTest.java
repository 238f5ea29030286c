package dev.kstar.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistinctRowsTest {
  @Test
  void of_equalRows_areOneGroup() {
    DistinctRows rows = DistinctRows.of(4, 2, new float[] {1, 2, 3, 4, 1, 2, 2, 1});

    assertThat(rows.rows()).isEqualTo(4);
    assertThat(rows.count()).isEqualTo(3);
    assertThat(rows.group(2)).isEqualTo(rows.group(0));
    assertThat(rows.first(2)).isEqualTo(3);
  }

  @Test
  void of_zerosOfBothSigns_areEqual() {
    assertThat(DistinctRows.of(2, 1, new float[] {0f, -0f}).count()).isEqualTo(1);
  }

  @Test
  void both_equalInOneOnly_differ() {
    DistinctRows x = DistinctRows.of(3, 1, new float[] {1, 1, 1});
    DistinctRows y = DistinctRows.of(3, 1, new float[] {1, 2, 1});

    DistinctRows pairs = DistinctRows.both(x, y);

    assertThat(pairs.count()).isEqualTo(2);
    assertThat(pairs.group(2)).isZero();
  }

  @Test
  void select_repeatedRows_keepsTheFirstOfEach() {
    Points points = new Points(3, 1, new float[] {1, 2, 3});

    Points selected = DistinctRows.of(3, 1, new float[] {5, 5, 6}).select(points);

    assertThat(selected.values()).containsExactly(1, 3);
  }

  @Test
  void select_allDiffer_isTheSameObject() {
    Points points = new Points(2, 1, new float[] {1, 2});

    assertThat(DistinctRows.of(2, 1, new float[] {5, 6}).select(points)).isSameAs(points);
  }
}
