package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, killed with SIGKILL again and again while it streams a finite file. */
class KilledIngestIT {
  private static final int KILLS = 30;
  private static final int ROWS = 60_000;
  private static final long SECONDS = 60;

  @TempDir Path directory;

  private final Random random = new Random(1);
  private KafkaCluster cluster;

  @BeforeEach
  void startKafka() {
    cluster = KafkaBroker.started(1);
  }

  @AfterEach
  void stopKafka() throws Exception {
    cluster.close();
  }

  @Test
  void nothingIsLostNothingIsDoubledAndThePartitionsStayBalanced() throws Exception {
    float[] values = new float[ROWS];
    IntStream.range(0, ROWS).forEach(row -> values[row] = row);
    NpyBytes.matrix(directory.resolve("x.npy"), ROWS, 1, values);
    NpyBytes.matrix(directory.resolve("y.npy"), ROWS, 1, values);
    for (int kill = 0; kill < KILLS; kill++) {
      killOnceItHasWritten(start(2_000));
    }
    assertThat(new TopicReader(cluster.getBootstrapServers()).visible("kstar.pairs"))
        .hasSizeBetween(1, ROWS - 1);

    Process last = start(0);
    try {
      assertThat(completes(last)).isTrue();
    } finally {
      last.destroyForcibly().waitFor();
    }
    List<ConsumerRecord<String, byte[]>> training =
        new TopicReader(cluster.getBootstrapServers()).all("kstar.pairs");
    List<String> ids = new ArrayList<>(training.stream().map(ConsumerRecord::key).toList());
    new TopicReader(cluster.getBootstrapServers())
        .all("kstar.pairs.holdout")
        .forEach(record -> ids.add(record.key()));
    assertThat(ids).hasSize(ROWS);
    assertThat(Set.copyOf(ids)).hasSize(ROWS);
    Map<Integer, Long> counts =
        training.stream()
            .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
    assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
        .isLessThanOrEqualTo(1);
  }

  private Process start(int rate) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    Map.of(
            "kafka.bootstrap.servers", cluster.getBootstrapServers(),
            "kstar.ingest.source", "npy",
            "kstar.ingest.x", "x.npy",
            "kstar.ingest.y", "y.npy",
            "kstar.ingest.loop", "false",
            "kstar.ingest.max-lag", "0",
            "kstar.ingest.commit-interval", "PT0.05S",
            "kstar.ingest.rate", String.valueOf(rate),
            "quarkus.http.port", "0")
        .forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Path log() {
    return directory.resolve("log");
  }

  /** Any moment up to 150 ms after a commit, at 20 commits a second: in every stage of one. */
  private void killOnceItHasWritten(Process process) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.getBootstrapServers()))) {
      long before = positionsEnd(admin);
      long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (positionsEnd(admin) <= before + 1) { // the marker of the last life's abort may come
        assertThat(process.isAlive() && System.nanoTime() < latest)
            .as(() -> Files.exists(log()) ? text() : "no log")
            .isTrue();
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static long positionsEnd(Admin admin) throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition("kstar.ingest-positions", 0);
    try {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (ExecutionException e) {
      return 0; // the first life has not made the topic yet
    }
  }

  private boolean completes(Process process) throws Exception {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (process.isAlive() && System.nanoTime() < latest) {
      if (text().contains("completed:")) {
        return true;
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private String text() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
