package dev.kstar.evaluator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.PrequentialRetrieval;
import dev.kstar.v1.Retrieval;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedByHeartTest {
  private static MemberReport member(int pairs, double batch, double heldOut) {
    Retrieval retrieval = Retrieval.newBuilder().setTopHalfPercent(heldOut).build();
    return MemberReport.newBuilder()
        .setDimension(20)
        .setXToY(retrieval)
        .setYToX(retrieval)
        .setPrequential(
            PrequentialRetrieval.newBuilder().setPairs(pairs).setXToY(batch).setYToX(batch))
        .build();
  }

  @Test
  void aFewPairsSeenOverAndOverAreLearnedByHeart() {
    assertThat(LearnedByHeart.of(List.of(member(256, 1, 0.08))))
        .hasValue(
            "the pairs are learned by heart: with d = 20 the partner comes first among 256 pairs of"
                + " a batch for 100%, and is among the first 0.5% of the held-out ones for 8%");
  }

  @Test
  void aModelThatFindsHeldOutPartnersAsWellKnowsWhatIsShared() {
    assertThat(LearnedByHeart.of(List.of(member(256, 0.99, 0.98), member(256, 0.4, 0.35))))
        .isEmpty();
  }

  @Test
  void aDifferenceThatChanceMayMakeSaysNothing() {
    assertThat(LearnedByHeart.of(List.of(member(256, 0.7, 0.5)))).isEmpty();
  }

  @Test
  void whatMostMembersDoCounts() {
    MemberReport knowing = member(256, 1, 0.1);
    MemberReport honest = member(256, 0.9, 0.9);

    assertThat(LearnedByHeart.of(List.of(knowing, honest))).isEmpty();
    assertThat(LearnedByHeart.of(List.of(knowing, honest, knowing))).isPresent();
  }

  @Test
  void comingFirstAmongFewPairsSaysNothing() {
    assertThat(LearnedByHeart.of(List.of(member(64, 1, 0.1)))).isEmpty();
    assertThat(LearnedByHeart.of(List.of(MemberReport.getDefaultInstance()))).isEmpty();
  }
}
