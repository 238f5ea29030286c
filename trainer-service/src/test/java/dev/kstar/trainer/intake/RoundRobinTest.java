package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  @Test
  void theRowsOfAllPartitionsFillTheBatchExactly() {
    RoundRobin plan = new RoundRobin(10, 4);
    Set<Integer> rows = new HashSet<>();
    for (int p = 0; p < 4; p++) {
      for (int n = 0; n < plan.quota(p); n++) {
        rows.add(plan.row(p, n));
      }
    }
    assertThat(rows).hasSize(10).allMatch(row -> row >= 0 && row < 10);
  }

  @Test
  void quotasDifferByOneAtMostLowerPartitionsFirst() {
    RoundRobin plan = new RoundRobin(10, 4);
    assertThat(new int[] {plan.quota(0), plan.quota(1), plan.quota(2), plan.quota(3)})
        .containsExactly(3, 3, 2, 2);
  }

  @Test
  void theNextBatchBeginsWhenTheQuotaIsReached() {
    RoundRobin plan = new RoundRobin(10, 4);
    assertThat(plan.batch(2, 1)).isZero();
    assertThat(plan.batch(2, 2)).isEqualTo(1);
    assertThat(plan.row(2, 2)).isEqualTo(plan.row(2, 0));
  }

  @Test
  void aBatchSmallerThanTheNumberOfPartitionsIsRefused() {
    assertThatThrownBy(() -> new RoundRobin(3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kstar.batch.size must be at least the number of partitions, 4, but was 3");
  }
}
