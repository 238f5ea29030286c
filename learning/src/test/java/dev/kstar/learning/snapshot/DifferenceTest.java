package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void equalSnapshotsHaveNone() {
    assertThat(Difference.between(Snapshots.small(1), Seal.seal(Snapshots.small(1)))).isEmpty();
  }

  @Test
  void theTensorThatDiffersIsNamedWithItsSize() {
    SortedMap<String, Tensor> weights = new TreeMap<>(Snapshots.small(1).weights());
    float[] values = weights.get("g.0.bias").values().clone();
    values[1] += 0.25f;
    weights.put("g.0.bias", new Tensor(weights.get("g.0.bias").shape(), values));
    Snapshot other = new Snapshot(Snapshots.small(1).metadata(), weights);
    assertThat(Difference.between(Snapshots.small(1), other))
        .extracting(Difference::toString)
        .containsExactly("g.0.bias: 1 of 3 values differ, by at most 0.250");
  }
}
