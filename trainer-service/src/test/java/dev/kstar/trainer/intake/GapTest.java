package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GapTest {
  @Test
  void whatACheckpointSaysIsReadBack() {
    assertThat(Gap.parse("0@[12..75], 1@[8..8]"))
        .containsExactly(new Gap(0, 12, 76), new Gap(1, 8, 9))
        .extracting(Gap::toString)
        .containsExactly("0@[12..75]", "1@[8..8]");
    assertThat(Gap.parse("")).isEmpty();
  }

  @Test
  void somethingElseIsRefused() {
    assertThatThrownBy(() -> Gap.parse("0@12"))
        .hasMessage("a gap must be like 0@[12..75] but was \"0@12\"");
  }
}
