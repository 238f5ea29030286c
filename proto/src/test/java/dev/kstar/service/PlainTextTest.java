package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void of_ordinaryText_isTheSame() {
    String text = "Zürich 東京 😀 id-7 <b>";

    assertThat(PlainText.of(text)).isSameAs(text);
  }

  @Test
  void of_escapeSequence_isWrittenOut() {
    assertThat(PlainText.of("a\u001b[31mred\u0007")).isEqualTo("a\\u001b[31mred\\u0007");
  }

  @Test
  void of_linesAndTabs_areWrittenOut() {
    assertThat(PlainText.of("a\r\n\tb\u2028c")).isEqualTo("a\\u000d\\u000a\\u0009b\\u2028c");
  }

  @Test
  void ofLines_linesAndTabs_stay() {
    assertThat(PlainText.ofLines("a\n\tb\u001bc\n")).isEqualTo("a\n\tb\\u001bc\n");
  }

  @Test
  void of_eightBitControls_areWrittenOut() {
    assertThat(PlainText.of("\u009b31m\u007f")).isEqualTo("\\u009b31m\\u007f");
  }

  @Test
  void of_directionOverride_isWrittenOut() {
    assertThat(PlainText.of("a\u202eb\u2066c\u200f")).isEqualTo("a\\u202eb\\u2066c\\u200f");
  }

  @Test
  void of_halfSurrogatePair_isWrittenOut() {
    assertThat(PlainText.of("a\ud83d")).isEqualTo("a\\ud83d");
  }

  @Test
  void of_longText_endsInAnEllipsis() {
    assertThat(PlainText.of("x".repeat(20), 5)).isEqualTo("xxxxx…");
  }
}
