package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.PackagedService.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged trainer as a process that cannot start. */
class StartFailureIT {
  @Test
  void everyWrongSettingIsReportedAtOnce() throws Exception {
    Ended ended =
        PackagedService.run(
            Map.of(
                "KSTAR_BATCH_SIZE", "1",
                "KSTAR_MODEL_DIMENSIONS", "20,none",
                "KSTAR_NORMALISER_KIND", "median",
                "KSTAR_TOPICS_PARTITIONS", "0"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.lines())
        .contains(
            "trainer: kstar.batch.size must be a whole number from 2 to 1048576 but was \"1\"",
            "trainer: kstar.topics.partitions must be a whole number of at least 1 but was \"0\"")
        .anyMatch(line -> line.contains("kstar.model.dimensions"))
        .anyMatch(line -> line.contains("kstar.normaliser.kind"))
        .hasSize(4);
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws Exception {
    Ended ended =
        PackagedService.run(
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9", "KSTAR_START_TIMEOUT", "PT2S"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.lines())
        .endsWith(
            "trainer: Kafka at 127.0.0.1:9 did not answer within 2 s"
                + " (setting kafka.bootstrap.servers)");
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (KafkaBroker broker = new KafkaBroker();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Ended ended =
          PackagedService.run(
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS", broker.start().get("kafka.bootstrap.servers"),
                  "QUARKUS_HTTP_PORT", String.valueOf(port)));
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.lines())
          .endsWith(
              "trainer: port %d is taken by another process (setting quarkus.http.port)"
                  .formatted(port));
    }
  }
}
