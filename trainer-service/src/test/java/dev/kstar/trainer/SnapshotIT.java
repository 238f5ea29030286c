package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.learning.snapshot.Seal;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.PackagedService.Ended;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.ListSnapshotsRequest;
import dev.kstar.v1.Modality;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.SnapshotRecord;
import dev.kstar.v1.TakeSnapshotsRequest;
import dev.kstar.v1.TrainerGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snapshots of the packaged trainer from their taking to their replay, over a log with all that a
 * log may hold.
 */
@Timeout(600)
class SnapshotIT {
  private static final int BATCH = 16;
  private static final int STEPS = 600;
  private static final int KEEP = 3;
  private static final int PAIRS = (STEPS + 40) * BATCH / FixedLog.PARTITIONS;

  @TempDir static Path folder;
  private static KafkaCluster broker;
  private static TrainerProcess trainer;
  private static ManagedChannel channel;
  private static TrainerGrpc.TrainerBlockingStub stub;
  private static Path snapshots;

  @BeforeAll
  static void train() throws Exception {
    broker = KafkaBroker.newCluster();
    broker.start();
    FixedLog.write(broker.getBootstrapServers(), PAIRS);
    snapshots = folder.resolve("snapshots");
    trainer = trainer("trainer", snapshots);
    trainer.set("kstar.training.max-steps", String.valueOf(STEPS));
    trainer.start();
    trainer.await(checkpoint -> checkpoint.step() == STEPS);
    channel = trainer.channel();
    stub = TrainerGrpc.newBlockingStub(channel);
    while (stub.listSnapshots(ListSnapshotsRequest.getDefaultInstance()).getSnapshotsList().stream()
        .noneMatch(info -> info.getStep() == STEPS && info.getMember() == 1)) {
      Thread.sleep(50);
    }
  }

  private static TrainerProcess trainer(String name, Path snapshots) throws IOException {
    return new TrainerProcess(
        folder.resolve(name),
        broker.getBootstrapServers(),
        new HashMap<>(
            Map.of(
                "kstar.batch.size", String.valueOf(BATCH),
                "kstar.model.hidden", "8",
                "kstar.model.dimensions", "3,2",
                "kstar.optimizer.learning-rate", "3e-3",
                "kstar.checkpoint.every-steps", "50",
                "kstar.snapshot.directory", snapshots.toString(),
                "kstar.snapshot.every-steps", "100",
                "kstar.snapshot.keep", String.valueOf(KEEP))));
  }

  @AfterAll
  static void stop() throws Exception {
    channel.shutdownNow();
    trainer.close();
    broker.close();
  }

  private static List<SnapshotInfo> list() {
    return stub.listSnapshots(ListSnapshotsRequest.getDefaultInstance()).getSnapshotsList();
  }

  private static SnapshotInfo last(int member) {
    return list().stream()
        .filter(info -> info.getStep() == STEPS && info.getMember() == member)
        .findFirst()
        .orElseThrow();
  }

  private static Path file(SnapshotInfo info) {
    return snapshots.resolve(info.getSnapshotId() + ".safetensors");
  }

  @Test
  void theNewestOfEachMemberAreKeptAndAnnouncedAndTheOthersWithdrawn() throws Exception {
    Map<String, byte[]> announced = announced(last(0).getRunId());
    for (SnapshotInfo info : list()) {
      SnapshotRecord record = SnapshotRecord.parseFrom(announced.remove(info.getSnapshotId()));
      assertThat(record.getSha256()).isEqualTo(info.getSha256());
      assertThat(record.getStream()).isEqualTo("default");
      assertThat(file(info)).exists();
    }
    assertThat(announced).isNotEmpty().allSatisfy((id, value) -> assertThat(value).isNull());
    assertThat(announced.keySet())
        .noneMatch(id -> Files.exists(snapshots.resolve(id + ".safetensors")));
    assertThat(list()).filteredOn(info -> info.getMember() == 0).hasSize(KEEP);
  }

  /** The newest value by key, of one run. */
  private static Map<String, byte[]> announced(String run) {
    Map<String, byte[]> newest = new LinkedHashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.getBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition("kstar.snapshots", 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (consumer.position(only) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.key().startsWith(run)) {
            newest.put(record.key(), record.value());
          }
        }
      }
    }
    return newest;
  }

  @Test
  void aKeptSnapshotComesByItsIdWithItsChecksum() throws Exception {
    SnapshotInfo info = last(1);
    byte[] file = get(info.getSnapshotId());
    assertThat(file).isEqualTo(Files.readAllBytes(file(info)));
    assertThat(Seal.sha256(file)).isEqualTo(info.getSha256());
    assertThat(Seal.open(file).metadata().further())
        .containsEntry("setting.kstar.optimizer.learning-rate", "3e-3")
        .containsEntry("setting.kstar.model.hidden", "8")
        .containsEntry("batches", String.valueOf(STEPS))
        .containsEntry("gaps", "")
        .containsKeys("parent", "parent_sha256", "topic_id", "offsets", "engine");
  }

  private static byte[] get(String id) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Iterator<SnapshotChunk> chunks =
        stub.getSnapshot(GetSnapshotRequest.newBuilder().setSnapshotId(id).build());
    while (chunks.hasNext()) {
      chunks.next().getData().writeTo(bytes);
    }
    return bytes.toByteArray();
  }

  @Test
  void encodesWithANamedSnapshot() throws Exception {
    SnapshotInfo oldest = list().get(0);
    float[] x = {1, -2, 3, 0.5f, 0, 4};
    EncodeResponse encoded =
        stub.encode(
            EncodeRequest.newBuilder()
                .setSnapshotId(oldest.getSnapshotId())
                .setModality(Modality.MODALITY_X)
                .setCount(1)
                .setSamples(Float32.encode(x, 0, x.length))
                .build());
    Snapshot snapshot = Seal.open(Files.readAllBytes(file(oldest)));
    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] expected = encoder.encodeX(x, 1);
      assertThat(encoded.getRepresentations())
          .isEqualTo(Float32.encode(expected, 0, expected.length));
    }
    assertThat(encoded.getStep()).isEqualTo(oldest.getStep()).isLessThan(STEPS);
    assertThat(encoded.getRepresentations()).isNotEqualTo(ByteString.EMPTY);
  }

  @Test
  void takenOnRequestTheyAreThoseThatAreThereForThisStep() {
    assertThat(stub.takeSnapshots(TakeSnapshotsRequest.getDefaultInstance()).getSnapshotsList())
        .containsExactly(last(0), last(1));
  }

  @Test
  void anUnknownSnapshotIsNotFound() {
    assertThatThrownBy(() -> get("nothing"))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage("NOT_FOUND: no snapshot nothing is kept");
  }

  @Test
  void aDamagedFileIsToldAndTheTrainerGoesOn() throws Exception {
    SnapshotInfo damaged = list().get(1);
    byte[] whole = Files.readAllBytes(file(damaged));
    byte[] bytes = whole.clone();
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(damaged), bytes);
    assertThatThrownBy(() -> get(damaged.getSnapshotId()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageStartingWith("DATA_LOSS: the SHA-256 of " + file(damaged));
    Files.write(file(damaged), whole);
    assertThat(stub.getState(GetStateRequest.getDefaultInstance()).getStep()).isEqualTo(STEPS);
  }

  @Test
  void replayedFromTheLogItIsIdenticalInEveryBit() throws Exception {
    Ended ended = replay("replay", broker.getBootstrapServers(), file(last(1)));
    assertThat(ended.exitCode()).as("%s %s", ended.log(), ended.errors()).isZero();
    assertThat(ended.log()).anyMatch(line -> line.startsWith("identical: every tensor"));
  }

  @Test
  void aSingleBitOfARecordThatDiffersIsNoticed() throws Exception {
    try (KafkaCluster other = KafkaBroker.newCluster()) {
      other.start();
      FixedLog.writeChanged(other.getBootstrapServers(), PAIRS, 77);
      Ended ended = replay("changed", other.getBootstrapServers(), file(last(1)));
      assertThat(ended.exitCode()).as("%s %s", ended.log(), ended.errors()).isEqualTo(1);
      assertThat(ended.log())
          .anyMatch(line -> line.startsWith("different"))
          .anyMatch(line -> line.startsWith("  the pairs' CRC-32C: must be "));
    }
  }

  @Test
  void inOrderOfArrivalKilledAndStartedAgainItIsReplayedIdentically() throws Exception {
    Path kept = folder.resolve("arrival-snapshots");
    try (TrainerProcess arrival = trainer("arrival", kept)) {
      arrival.set("kstar.batch.order", "arrival");
      arrival.set("kstar.training.max-steps", String.valueOf(STEPS));
      arrival.set("kstar.snapshot.every-steps", "30");
      arrival.set("kstar.snapshot.keep", "100");
      for (int kill = 1; kill <= 3; kill++) {
        int least = kill * STEPS / 5;
        arrival.start();
        arrival.await(checkpoint -> checkpoint.step() >= least);
        arrival.kill();
      }
      arrival.start();
      arrival.await(checkpoint -> checkpoint.step() == STEPS);
      arrival.stop();
    }
    List<Path> all = new ArrayList<>(whole(kept));
    assertThat(all).anyMatch(file -> file.toString().endsWith("-m0-s" + STEPS + ".safetensors"));
    for (Path file : List.of(all.get(0), all.get(all.size() / 2), all.get(all.size() - 1))) {
      Ended ended = replay("replay-" + file.getFileName(), broker.getBootstrapServers(), file);
      assertThat(ended.exitCode()).as("%s %s", ended.log(), ended.errors()).isZero();
    }
  }

  private static List<Path> whole(Path kept) throws IOException {
    try (var files = Files.list(kept)) {
      return files.filter(file -> file.toString().contains("-m0-")).sorted().toList();
    }
  }

  private static Ended replay(String name, String servers, Path snapshot) throws Exception {
    Path directory = Files.createDirectories(folder.resolve(name));
    return PackagedService.run(
        directory,
        Map.of("kafka.bootstrap.servers", servers),
        "replay",
        "--snapshot",
        snapshot.toString());
  }
}
