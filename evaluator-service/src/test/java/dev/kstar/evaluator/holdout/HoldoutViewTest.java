package dev.kstar.evaluator.holdout;

import static dev.kstar.evaluator.holdout.Pairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.OffsetRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldoutViewTest {
  @Test
  void laysThePairsOutRowByRow() {
    HoldoutView view =
        new HoldoutView(
            2,
            1,
            List.of(
                new HeldPair("a", 0, 0, new float[] {1, 2}, new float[] {5}, Map.of()),
                new HeldPair("b", 0, 1, new float[] {3, 4}, new float[] {6}, Map.of())));

    assertThat(view.x()).containsExactly(1, 2, 3, 4);
    assertThat(view.y()).containsExactly(5, 6);
  }

  @Test
  void offsetsSpanTheFirstToOnePastTheLastByPartition() {
    HoldoutView view =
        new HoldoutView(1, 1, List.of(pair("a", 1, 9, 0), pair("b", 0, 4, 0), pair("c", 1, 3, 0)));

    assertThat(view.offsets()).containsExactly(range(0, 4, 5), range(1, 3, 10));
  }

  @Test
  void inLogOrderItDoesNotMatterWhichPartitionCameFirst() {
    HoldoutView view =
        new HoldoutView(1, 1, List.of(pair("a", 1, 3, 0), pair("b", 0, 4, 0), pair("c", 1, 9, 0)));

    assertThat(view.inLogOrder().pairs()).extracting(HeldPair::id).containsExactly("b", "a", "c");
  }

  private static OffsetRange range(int partition, long from, long to) {
    return OffsetRange.newBuilder()
        .setPartition(partition)
        .setFromOffset(from)
        .setToOffset(to)
        .build();
  }
}
