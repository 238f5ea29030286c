package dev.kstar.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionNamesTest {
  @Test
  void settingWithOption_isReplaced() {
    assertThat(OptionNames.in("kstar.ingest.x and kstar.ingest.csv.delimiter must fit"))
        .isEqualTo("--x and --delimiter must fit");
  }

  @Test
  void settingWithoutOption_stays() {
    assertThat(OptionNames.in("(kstar.ingest.max-rejected-share) in my.kstar.ingest.xy"))
        .isEqualTo("(kstar.ingest.max-rejected-share) in my.kstar.ingest.xy");
  }
}
