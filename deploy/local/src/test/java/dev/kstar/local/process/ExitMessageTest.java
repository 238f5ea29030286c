package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitMessageTest {
  @Test
  void ownLines_areTaken_logLinesAreNot() {
    List<String> log =
        List.of(
            "2026-01-01 10:00:00 INFO  [dev.kstar] ingest: starting",
            "ingest: x.csv must have a column \"a\" but has b",
            "ingest: kstar.ingest.y must name a readable file but was y.csv");

    assertThat(ExitMessage.of("ingest", log))
        .contains(
            "ingest cannot go on: x.csv must have a column \"a\" but has b\n"
                + "ingest cannot go on: --y must name a readable file but was y.csv");
  }

  @Test
  void noOwnLine_givesNothing() {
    assertThat(ExitMessage.of("trainer", List.of("ingest: no", "Killed"))).isEmpty();
  }
}
