package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.snapshot.Seal;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.PackagedService.Ended;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays of runs with a history: a log of which retention takes away, and a copy that is whole.
 */
@Timeout(600)
class ReplayIT {
  private static final int BATCH = 16;
  private static final int BEFORE = 50;
  private static final int STEPS = 200;
  private static final int PAIRS = 2_000;
  private static final int REMOVED = 100;

  @TempDir static Path folder;
  private static KafkaCluster shrinking;
  private static KafkaCluster whole;

  @BeforeAll
  static void write() throws Exception {
    shrinking = KafkaBroker.started(1);
    whole = KafkaBroker.started(1);
    FixedLog.write(shrinking.getBootstrapServers(), PAIRS);
    FixedLog.write(whole.getBootstrapServers(), PAIRS);
  }

  @AfterAll
  static void stop() throws Exception {
    shrinking.close();
    whole.close();
  }

  private static TrainerProcess trainer(String name, KafkaCluster log) throws IOException {
    TrainerProcess trainer =
        new TrainerProcess(
            folder.resolve(name),
            log.getBootstrapServers(),
            Map.of(
                "kstar.batch.size", String.valueOf(BATCH),
                "kstar.model.hidden", "8",
                "kstar.model.dimensions", "3",
                "kstar.training.max-steps", String.valueOf(STEPS),
                "kstar.checkpoint.every-steps", "20",
                "kstar.snapshot.every-steps", "2",
                "kstar.snapshot.keep", "1000",
                // so little at once that batches in order of arrival are of all partitions
                "kafka.max.partition.fetch.bytes", "4096"));
    trainer.set("kstar.snapshot.directory", snapshots(name).toString());
    return trainer;
  }

  private static Path snapshots(String of) {
    return folder.resolve(of).resolve("snapshots");
  }

  @ParameterizedTest
  @ValueSource(strings = {"round-robin", "arrival"})
  void aRunThatHasSkippedAGapIsRebuiltFromALogThatStillHasIt(String order) throws Exception {
    try (TrainerProcess trainer = trainer(order, shrinking)) {
      trainer.set("kstar.batch.order", order);
      trainer.set("kstar.training.max-steps", String.valueOf(BEFORE));
      trainer.start();
      long next = trainer.await(newest -> newest.step() == BEFORE).nextOffsets().get(1);
      trainer.stop();
      removeBefore(next + REMOVED);
      trainer.set("kstar.training.max-steps", String.valueOf(STEPS));
      trainer.set("kstar.checkpoint.on-gap", "skip");
      trainer.start();
      trainer.await(newest -> newest.step() == STEPS);
      trainer.stop();

      Path snapshot = snapshot(order, STEPS);
      assertThat(Seal.open(Files.readAllBytes(snapshot)).metadata().further())
          .containsEntry("gaps", "1@[%d..%d]".formatted(next, next + REMOVED - 1));
      assertIdentical(replay(order + "-before", whole, snapshot(order, BEFORE)));
      assertIdentical(replay(order + "-just-behind", whole, firstBehind(order, BEFORE)));
      assertIdentical(replay(order + "-behind", whole, snapshot));
      Ended gone = replay(order + "-gone", shrinking, snapshot);
      assertThat(gone.exitCode()).as("%s %s", gone.log(), gone.errors()).isEqualTo(2);
      assertThat(gone.errors())
          .anyMatch(
              line ->
                  line.startsWith("replay: retention has removed offsets ")
                      && line.contains(
                          " to %d of kstar.pairs-1, which come next; only a log that still has"
                                  .formatted(next + REMOVED - 1)
                              + " them can rebuild this snapshot"));
    }
  }

  @Test
  void aRunWithTheReferenceNormaliserThatWasKilledIsRebuilt() throws Exception {
    try (TrainerProcess trainer = trainer("reference", whole)) {
      trainer.set("kstar.normaliser.kind", "reference");
      trainer.set("kstar.normaliser.reference-pairs", "100");
      trainer.start();
      trainer.await(newest -> newest.step() > 0);
      trainer.kill();
      trainer.start();
      trainer.await(newest -> newest.step() == STEPS);
      trainer.stop();
      assertIdentical(replay("reference-again", whole, snapshot("reference", STEPS)));
    }
  }

  private static void assertIdentical(Ended ended) {
    assertThat(ended.exitCode()).as("%s %s", ended.log(), ended.errors()).isZero();
    assertThat(ended.log()).anyMatch(line -> line.startsWith("identical: every tensor"));
  }

  private static Path snapshot(String of, long step) throws IOException {
    return byStep(of).get(step);
  }

  private static Path firstBehind(String of, long step) throws IOException {
    return byStep(of).higherEntry(step).getValue();
  }

  private static NavigableMap<Long, Path> byStep(String of) throws IOException {
    NavigableMap<Long, Path> byStep = new TreeMap<>();
    try (var files = Files.list(snapshots(of))) {
      files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .forEach(
              file ->
                  byStep.put(Long.parseLong(file.toString().replaceAll(".*-s|\\..*", "")), file));
    }
    return byStep;
  }

  private static void removeBefore(long offset) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", shrinking.getBootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition("kstar.pairs", 1), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private static Ended replay(String name, KafkaCluster log, Path snapshot) throws Exception {
    return PackagedService.run(
        Files.createDirectories(folder.resolve(name)),
        Map.of("kafka.bootstrap.servers", log.getBootstrapServers()),
        "replay",
        "--snapshot",
        snapshot.toString());
  }
}
