package dev.kstar.learning.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairBatchTest {
  @Test
  void sharesItsMemoryBetweenTheFloatsAndTheBytes() {
    PairBatch batch = PairBatch.allocate(3, 2, 5);
    batch.y().put(14, 1.5f);
    assertThat(batch.x().capacity()).isEqualTo(6);
    assertThat(batch.yBytes().remaining()).isEqualTo(3 * 5 * 4);
    assertThat(batch.yBytes().getFloat(14 * 4)).isEqualTo(1.5f);
  }

  @Test
  void isDirectAlignedAndInNativeOrder() {
    for (int size = 1; size < 20; size++) {
      PairBatch batch = PairBatch.allocate(size, 3, 7);
      assertThat(batch.xBytes().isDirect()).isTrue();
      assertThat(batch.xBytes().alignmentOffset(0, 64)).isZero();
      assertThat(batch.yBytes().alignmentOffset(0, 64)).isZero();
      assertThat(batch.yBytes().order()).isEqualTo(ByteOrder.nativeOrder());
    }
  }

  @Test
  void namesASizeThatIsOutOfRange() {
    assertThatThrownBy(() -> PairBatch.allocate(0, 2, 3))
        .hasMessage("size, dx and dy must be at least 1 but were 0, 2, 3");
  }

  @Test
  void refusesPopulationsThatCannotBe() {
    assertThatThrownBy(() -> new PopulationSpec(2, 2, List.of(), List.of()))
        .hasMessage("members must be at least one but were none");
    assertThatThrownBy(() -> new PopulationSpec(2, 2, List.of(0), List.of(new MemberSpec(1, 1))))
        .hasMessage("each hidden width must be at least 1 but was 0");
    assertThatThrownBy(() -> new MemberSpec(0, 1))
        .hasMessage("a member's dimension must be at least 1 but was 0");
  }
}
