package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
  @Test
  void eightMegabytesAreOnTheirWayAtMost() {
    assertThat(bufferBytes(Map.of())).isEqualTo(8 << 20);
  }

  @Test
  void theLargestRecordThatIsAllowedHasRoom() {
    assertThat(bufferBytes(Map.of("max.request.size", "20000000"))).isEqualTo(40_000_000);
  }

  @Test
  void aBufferThatIsGivenIsTaken() {
    assertThat(bufferBytes(Map.of("buffer.memory", "33554432"))).isEqualTo(32 << 20);
  }

  /** As Kafka's producer has taken it. */
  private static long bufferBytes(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("bootstrap.servers", "127.0.0.1:1");
    try (Producer<byte[], byte[]> producer = new ProducerSettings(settings).create()) {
      return producer.metrics().entrySet().stream()
          .filter(metric -> metric.getKey().name().equals("buffer-total-bytes"))
          .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
          .sum();
    }
  }
}
