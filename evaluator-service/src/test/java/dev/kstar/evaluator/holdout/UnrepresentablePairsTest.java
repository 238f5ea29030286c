package dev.kstar.evaluator.holdout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnrepresentablePairsTest {
  private final List<String> rejected = new ArrayList<>();
  private final UnrepresentablePairs pairs = fresh();

  private UnrepresentablePairs fresh() {
    return new UnrepresentablePairs((pair, rejection) -> rejected.add(pair.id()));
  }

  @Test
  void add_sameValuesAtALaterOffset_rejectsOnce() {
    pairs.add(Pairs.pair("a", 0, 1, 3e38f), "too large");
    pairs.add(Pairs.pair("a", 0, 9, 3e38f), "too large");

    assertThat(rejected).containsExactly("a");
    assertThat(pairs.count()).isEqualTo(1);
  }

  @Test
  void contains_sameIdWithOtherValues_isAnotherPair() {
    pairs.add(Pairs.pair("a", 0, 1, 3e38f), "too large");

    assertThat(pairs.contains(Pairs.pair("a", 0, 2, 3e38f))).isTrue();
    assertThat(pairs.contains(Pairs.pair("a", 0, 2, 1))).isFalse();
    assertThat(pairs.contains(Pairs.pair("b", 0, 2, 3e38f))).isFalse();
  }

  @Test
  void restore_afterARestart_stillLeavesOut() {
    pairs.add(Pairs.pair("a", 0, 1, 3e38f), "too large");
    UnrepresentablePairs restarted = fresh();

    restarted.restore(pairs.count(), pairs.newest());

    assertThat(restarted.contains(Pairs.pair("a", 0, 1, 3e38f))).isTrue();
    assertThat(restarted.count()).isEqualTo(1);
  }

  @Test
  void newest_thousands_isBounded() {
    for (int i = 0; i < 1_500; i++) {
      pairs.add(Pairs.pair("id-" + i, 0, i, 3e38f), "too large");
    }

    assertThat(pairs.newest()).hasSize(1_000);
    assertThat(pairs.count()).isEqualTo(1_500);
  }
}
