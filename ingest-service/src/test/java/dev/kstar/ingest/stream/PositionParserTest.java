package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.SourcePosition;
import org.junit.jupiter.api.Test;

class PositionParserTest {
  private final PositionParser parser = new PositionParser("default");

  private static byte[] position(String stream, long pairs, SourcePosition... sources) {
    return IngestPosition.newBuilder()
        .setStream(stream)
        .setTrainingPairs(pairs)
        .addAllSources(java.util.List.of(sources))
        .build()
        .toByteArray();
  }

  @Test
  void parse_risingPositions_areTaken() throws Exception {
    parser.parse(position("default", 10));

    assertThat(parser.parse(position("default", 10)).getTrainingPairs()).isEqualTo(10);
    assertThat(parser.parse(position("default", 12)).getTrainingPairs()).isEqualTo(12);
  }

  @Test
  void parse_positionThatGoesBack_isRefused() throws Exception {
    parser.parse(position("default", 10));

    assertThatThrownBy(() -> parser.parse(position("default", 9)))
        .hasMessage("tells of 9 training pairs after 10");
  }

  @Test
  void parse_emptyValue_isRefused() {
    assertThatThrownBy(() -> parser.parse(new byte[0]))
        .hasMessage("is the position of stream \"\"");
  }

  @Test
  void parse_negativeCounts_areRefused() {
    SourcePosition back = SourcePosition.newBuilder().setNext(-1).build();

    assertThatThrownBy(() -> parser.parse(position("default", 0, back)))
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> parser.parse(position("default", -1)))
        .hasMessageContaining("-1 training pairs");
  }
}
