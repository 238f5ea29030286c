package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.PackagedService.Ended;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who made a mistake: one line a mistake, exit code 1, nothing else. */
class StartFailureIT {
  @TempDir Path directory;

  @Test
  void everyWrongSettingHasItsLine() throws Exception {
    Ended ended =
        PackagedService.run(
            directory,
            Map.of(
                "kstar.ingest.source", "arrow",
                "kstar.ingest.k-star", "0",
                "kstar.ingest.rate", "-3",
                "kstar.ingest.seed", "one",
                "kstar.ingest.loop", "flase",
                "kstar.ingest.holdout-fraction", "1"));
    assertThat(ended.errors())
        .containsExactlyInAnyOrder(
            "ingest: kstar.ingest.source must be synthetic or npy or npz or csv or parquet or h5ad or push but was \"arrow\"",
            "ingest: kstar.ingest.k-star must be a whole number of at least 1 but was \"0\"",
            "ingest: kstar.ingest.rate must be a number of at least 0 but was \"-3\"",
            "ingest: kstar.ingest.seed must be a whole number but was \"one\"",
            "ingest: kstar.ingest.loop must be true or false but was \"flase\"",
            "ingest: kstar.ingest.holdout-fraction must be a number in [0, 1) but was \"1\"");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void aMisspeltSettingIsRefused() throws Exception {
    Ended ended = PackagedService.run(directory, Map.of("kstar.ingest.kstar", "3"));
    assertThat(ended.errors()).singleElement().asString().contains("kstar.ingest.kstar");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void settingsOfOtherServicesAreLeftAlone() throws Exception {
    Ended ended =
        PackagedService.run(
            directory,
            Map.of(
                "kstar.trainer.batch", "256",
                "kstar.model.dimensions", "20",
                "kstar.ingest.k-star", "30"));
    assertThat(ended.errors()).hasSize(2).allMatch(line -> line.contains("kstar.ingest.k-star"));
  }

  @Test
  void settingsThatDoNotFitTogetherHaveALineEach() throws Exception {
    Ended ended =
        PackagedService.run(
            directory, Map.of("kstar.ingest.k-star", "30", "kstar.ingest.dy", "40"));
    assertThat(ended.errors())
        .containsExactly(
            "ingest: kstar.ingest.k-star must be at most kstar.ingest.dx = 20 but was 30");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void missingFilesHaveALineEach() throws Exception {
    Ended ended =
        PackagedService.run(
            directory,
            Map.of(
                "kstar.ingest.source", "npy",
                "kstar.ingest.x", "nowhere/x.npy",
                "kstar.ingest.labels", "digit=nowhere/digit.npy"));
    assertThat(ended.errors())
        .containsExactly(
            "ingest: kstar.ingest.x must name a readable file but was nowhere/x.npy",
            "ingest: kstar.ingest.y must name a file when kstar.ingest.source is npy but is not"
                + " set",
            "ingest: kstar.ingest.labels must name a readable file but was nowhere/digit.npy");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void anUnreachableBrokerIsNamed() throws Exception {
    Ended ended =
        PackagedService.run(
            directory,
            Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "kstar.start-timeout", "2s"));
    assertThat(ended.errors())
        .containsExactly(
            "ingest: Kafka at 127.0.0.1:1 did not answer within 2 s (setting"
                + " kafka.bootstrap.servers)");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void listeningBeyondLoopbackNeedsACredential() throws Exception {
    Ended ended = PackagedService.run(directory, Map.of("quarkus.http.host", "0.0.0.0"));
    assertThat(ended.errors())
        .singleElement()
        .asString()
        .startsWith("ingest: quarkus.http.host is 0.0.0.0, which others can reach")
        .contains("kstar.security.tokens-file", "kstar.security.allow-open=true");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void aWeakTokenIsRefusedAndNotPrinted() throws Exception {
    Ended ended =
        PackagedService.run(directory, Map.of("kstar.security.tokens", "read me letmein-please"));
    assertThat(ended.errors())
        .containsExactly(
            "ingest: line 1 of kstar.security.tokens: the token must have at least 32 characters but"
                + " has 14");
    assertThat(ended.log()).noneMatch(line -> line.contains("letmein"));
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void aSecondServerForGrpcIsRefused() throws Exception {
    Ended ended =
        PackagedService.run(directory, Map.of("quarkus.grpc.server.use-separate-server", "true"));
    assertThat(ended.errors())
        .contains(
            "ingest: quarkus.grpc.server.use-separate-server must be false: gRPC on a port of its own"
                + " would stand open beside the door");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void aTakenPortIsNamedBeforeAnyPairIsWritten() throws Exception {
    try (KafkaCluster cluster = KafkaBroker.newCluster();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      cluster.start();
      Ended ended =
          PackagedService.run(
              directory,
              Map.of(
                  "kafka.bootstrap.servers",
                  cluster.getBootstrapServers(),
                  "kstar.ingest.max-lag",
                  "0",
                  "quarkus.http.port",
                  String.valueOf(taken.getLocalPort())));
      assertThat(ended.errors())
          .containsExactly(
              "ingest: port %d is taken by another process (setting quarkus.http.port)"
                  .formatted(taken.getLocalPort()));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(new TopicReader(cluster.getBootstrapServers()).all("kstar.pairs")).isEmpty();
    }
  }
}
