package dev.kstar.evaluator.holdout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.PairDecoder;
import dev.kstar.evaluator.holdout.StreamCheck.Absent;
import dev.kstar.evaluator.holdout.StreamCheck.Agrees;
import dev.kstar.evaluator.holdout.StreamCheck.Changed;
import dev.kstar.v1.StreamDescriptor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamCheckTest {
  private static final String WHERE = "stream \"s\" on topic t";

  @Test
  void theFirstDescriptorSetsTheDimensions() {
    assertThat(StreamCheck.of(null, described(3, 5), WHERE))
        .isEqualTo(new Agrees(new PairDecoder(3, 5)));
  }

  @Test
  void withoutADescriptorItIsAwaited() {
    assertThat(StreamCheck.of(null, Optional.empty(), WHERE))
        .isEqualTo(new Absent("waiting for the descriptor of stream \"s\" on topic t"));
  }

  @Test
  void aDescriptorWithoutDimensionsIsAsGoodAsNone() {
    assertThat(StreamCheck.of(null, described(0, 5), WHERE))
        .isEqualTo(
            new Absent(
                "the descriptor of stream \"s\" on topic t must have dx and dy of at least 1 but"
                    + " had 0 and 5"));
  }

  @Test
  void theSameDimensionsAgainAgree() {
    PairDecoder known = new PairDecoder(3, 5);

    assertThat(StreamCheck.of(known, described(3, 5), WHERE)).isEqualTo(new Agrees(known));
  }

  @Test
  void aDescriptorThatIsGoneChangesNothing() {
    PairDecoder known = new PairDecoder(3, 5);

    assertThat(StreamCheck.of(known, Optional.empty(), WHERE)).isEqualTo(new Agrees(known));
  }

  @Test
  void otherDimensionsAreAChange() {
    assertThat(StreamCheck.of(new PairDecoder(3, 5), described(3, 6), WHERE))
        .isEqualTo(
            new Changed(
                "the descriptor of stream \"s\" on topic t changed from dx 3, dy 5 to dx 3, dy 6:"
                    + " restart the evaluator"));
  }

  private static Optional<StreamDescriptor> described(int dx, int dy) {
    return Optional.of(StreamDescriptor.newBuilder().setDx(dx).setDy(dy).build());
  }
}
