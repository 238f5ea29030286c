package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.trainer.intake.MiniBatch.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetRangesTest {
  @Test
  void rangesAreReadAsTheyWereWritten() {
    List<Range> ranges = List.of(new Range(0, 12, 76), new Range(3, 0, 0));
    String text = OffsetRanges.text(ranges);
    assertThat(text).isEqualTo("0@[12..75], 3@[0..-1]");
    assertThat(OffsetRanges.parse(text)).isEqualTo(ranges);
  }

  @Test
  void noRangesAreNoText() {
    assertThat(OffsetRanges.parse(OffsetRanges.text(List.of()))).isEmpty();
  }

  @Test
  void somethingElseIsNamed() {
    assertThatThrownBy(() -> OffsetRanges.parse("0@[1..2], 7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("offsets must be as in 0@[12..75] but were \"7\"");
  }
}
