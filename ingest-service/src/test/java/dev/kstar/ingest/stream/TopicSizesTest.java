package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.TestSettings;
import dev.kstar.service.StartFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSizesTest {
  @Test
  void pairLargerThanARequest_isRefused() {
    RecordSizes sizes = new RecordSizes(30_000_000, 120_000_000, 120_000_000, 1_000);

    assertThatThrownBy(
            () ->
                new TopicSizes(TestSettings.of().topics(), sizes)
                    .ensure(Map.of(), Duration.ofSeconds(1)))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "a pair of 30000000 values takes up to 120000000 bytes, but Kafka takes at most"
                + " 104857600 in a request: give fewer columns");
  }
}
