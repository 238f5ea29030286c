package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged trainer as a process that cannot start. */
class StartFailureIT {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private record Ended(int code, List<String> lines) {}

  @Test
  void everyWrongSettingIsReportedAtOnce() throws Exception {
    Ended ended =
        run(
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
        run(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9", "KSTAR_START_TIMEOUT", "PT2S"));
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
          run(
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

  private static Ended run(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-jar",
                JAR.toString())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output.lines().toList());
  }
}
