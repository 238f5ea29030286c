package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.PackagedService.Ended;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged trainer as a process that cannot start. */
class StartFailureIT {
  @TempDir Path directory;

  @Test
  void everyWrongSettingIsReportedAtOnce() throws Exception {
    Ended ended =
        PackagedService.run(
            directory,
            Map.of(
                "kstar.batch.size", "1",
                "kstar.model.dimensions", "20,none",
                "kstar.normaliser.kind", "median",
                "kstar.model.widths", "50",
                "kstar.topics.partitions", "0"));
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.errors())
        .contains(
            "trainer: kstar.batch.size must be a whole number from 2 to 1048576 but was \"1\"",
            "trainer: kstar.topics.partitions must be a whole number of at least 1 but was \"0\"")
        .anyMatch(line -> line.startsWith("trainer: kstar.model.widths is no setting"))
        .anyMatch(line -> line.contains("kstar.model.dimensions"))
        .anyMatch(line -> line.contains("kstar.normaliser.kind"))
        .hasSize(5);
  }

  @Test
  void settingsOfOtherServicesAreLeftAlone() throws Exception {
    Ended ended =
        PackagedService.run(
            directory, Map.of("kstar.ingest.source", "npy", "kstar.batch.ahead", "0"));
    assertThat(ended.errors())
        .containsExactly(
            "trainer: kstar.batch.ahead must be a whole number from 1 to 1024 but was \"0\"");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws Exception {
    Ended ended =
        PackagedService.run(
            directory,
            Map.of("kafka.bootstrap.servers", "127.0.0.1:9", "kstar.start-timeout", "PT2S"));
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.errors())
        .containsExactly(
            "trainer: Kafka at 127.0.0.1:9 did not answer within 2 s"
                + " (setting kafka.bootstrap.servers)");
  }

  @Test
  void aFolderOfCheckpointsThatNobodyCanReadIsNamed() throws Exception {
    Path checkpoints = Files.createDirectory(directory.resolve("checkpoints"));
    Files.write(checkpoints.resolve("checkpoint-000000000001.kstar"), new byte[100]);
    try (KafkaCluster cluster = KafkaBroker.newCluster()) {
      cluster.start();
      Ended ended =
          PackagedService.run(
              directory,
              Map.of(
                  "kafka.bootstrap.servers", cluster.getBootstrapServers(),
                  "kstar.checkpoint.directory", checkpoints.toString()));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.errors())
          .containsExactly(
              "trainer: none of the 1 checkpoints in %s is whole; to train from the start of the"
                      .formatted(checkpoints)
                  + " log, move them away");
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (KafkaCluster cluster = KafkaBroker.newCluster();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      cluster.start();
      int port = taken.getLocalPort();
      Ended ended =
          PackagedService.run(
              directory,
              Map.of(
                  "kafka.bootstrap.servers", cluster.getBootstrapServers(),
                  "quarkus.http.port", String.valueOf(port)));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.errors())
          .containsExactly(
              "trainer: port %d is taken by another process (setting quarkus.http.port)"
                  .formatted(port));
    }
  }
}
