package dev.kstar.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Seal;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.SnapshotRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSnapshotsTest {
  private static final long NOW = 1_000_000_000_000L;

  @TempDir private Path folder;
  private final MockProducer<byte[], byte[]> topic =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private KeptSnapshots kept;

  @BeforeEach
  void open() {
    kept = open(NOW);
  }

  private KeptSnapshots open(long nowMs) {
    return KeptSnapshots.open(
            new Settings(folder),
            new Announcements(topic, "kstar.snapshots"),
            () -> {},
            Clock.fixed(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC))
        .orElseThrow();
  }

  @AfterEach
  void close() throws InterruptedException {
    kept.close();
  }

  @Test
  void aSnapshotIsOnTheDiskAndAnnounced() throws Exception {
    SnapshotInfo info = keep(snapshot(0, 10)).get(0);
    assertThat(info.getSnapshotId()).isEqualTo("run-m0-s10");
    byte[] file = Files.readAllBytes(folder.resolve("run-m0-s10.safetensors"));
    assertThat(Seal.sha256(file)).isEqualTo(info.getSha256());
    SnapshotRecord record = SnapshotRecord.parseFrom(last().value());
    assertThat(key(last())).isEqualTo("run-m0-s10");
    assertThat(record.getSha256()).isEqualTo(info.getSha256());
    assertThat(record.getOffsets()).isEqualTo("0@[0..99]");
  }

  @Test
  void theParentIsTheOneKeptBefore() throws Exception {
    SnapshotInfo first = keep(snapshot(0, 10), snapshot(1, 10)).get(0);
    keep(snapshot(0, 20));
    Snapshot second = Safetensors.read(kept.file("run-m0-s20").bytes());
    assertThat(second.metadata().further())
        .containsEntry("parent", "run-m0-s10")
        .containsEntry("parent_sha256", first.getSha256());
  }

  @Test
  void theSameStepAgainChangesNothing() throws Exception {
    SnapshotInfo first = keep(snapshot(0, 10)).get(0);
    keep(snapshot(0, 20));
    assertThat(keep(snapshot(0, 10))).containsExactly(first);
  }

  @Test
  void theSameStepOfAnotherPartOfTheLogTakesItsPlace() throws Exception {
    SnapshotInfo left = keep(snapshot(0, 10)).get(0);
    SortedMap<String, String> behindAGap = new TreeMap<>(Map.of("offsets", "0@[0..199]"));
    SnapshotInfo now = keep(snapshot(0, 10).with(behindAGap)).get(0);
    assertThat(now.getSha256()).isNotEqualTo(left.getSha256());
    assertThat(kept.list()).containsExactly(now);
    assertThat(SnapshotRecord.parseFrom(last().value()).getOffsets()).isEqualTo("0@[0..199]");
  }

  @Test
  void ofEachMemberTheOldestGoesAndIsWithdrawn() throws Exception {
    for (int step = 10; step <= 40; step += 10) {
      keep(snapshot(0, step), snapshot(1, step));
    }
    close();
    assertThat(kept.list())
        .extracting(SnapshotInfo::getSnapshotId)
        .containsExactly(
            "run-m0-s20", "run-m1-s20", "run-m0-s30", "run-m1-s30", "run-m0-s40", "run-m1-s40");
    assertThat(folder.resolve("run-m0-s10.safetensors")).doesNotExist();
    assertThat(topic.history().stream().filter(record -> record.value() == null))
        .extracting(KeptSnapshotsTest::key)
        .containsExactly("run-m0-s10", "run-m1-s10");
  }

  @Test
  void whatIsTooOldGoesButTheNewestStays() throws Exception {
    keep(snapshot(0, 10));
    keep(snapshot(0, 20));
    close();
    kept = open(NOW + Settings.MAX_AGE.toMillis() + 1);
    keep(snapshot(1, 5));
    assertThat(kept.list())
        .extracting(SnapshotInfo::getSnapshotId)
        .containsExactly("run-m0-s20", "run-m1-s5");
  }

  @Test
  void ofAnEarlierRunNothingStaysBeyondTheAge() throws Exception {
    keep(snapshot(0, 10));
    close();
    kept = open(NOW + Settings.MAX_AGE.toMillis() + 1);
    keep(snapshot("later", 0, 5));
    assertThat(kept.list()).extracting(SnapshotInfo::getSnapshotId).containsExactly("later-m0-s5");
  }

  @Test
  void aStartKnowsAndAnnouncesWhatIsThere() throws Exception {
    List<SnapshotInfo> before = keep(snapshot(0, 10), snapshot(1, 10));
    close();
    topic.clear();
    kept = open(NOW + 5);
    assertThat(kept.list()).isEqualTo(before);
    assertThat(topic.history())
        .extracting(KeptSnapshotsTest::key)
        .containsExactlyInAnyOrder("run-m0-s10", "run-m1-s10");
  }

  @Test
  void aStartLeavesOutWhatIsDamaged() throws Exception {
    keep(snapshot(0, 10), snapshot(1, 10));
    close();
    flipABit("run-m0-s10");
    kept = open(NOW);
    assertThat(kept.list()).extracting(SnapshotInfo::getSnapshotId).containsExactly("run-m1-s10");
  }

  @Test
  void aFileThatHasChangedIsRefusedWithBothChecksums() throws Exception {
    SnapshotInfo info = keep(snapshot(0, 10)).get(0);
    flipABit("run-m0-s10");
    assertThatThrownBy(() -> kept.file("run-m0-s10"))
        .isInstanceOf(DamagedSnapshotException.class)
        .hasMessageContaining("must be " + info.getSha256() + " but was ");
  }

  @Test
  void aFileThatIsGoneIsToldOnceAndWithdrawn() throws Exception {
    keep(snapshot(0, 10));
    Files.delete(folder.resolve("run-m0-s10.safetensors"));
    assertThatThrownBy(() -> kept.file("run-m0-s10"))
        .isInstanceOf(MissingSnapshotException.class)
        .hasMessageStartingWith("the file of snapshot run-m0-s10 is gone");
    assertThat(kept.list()).isEmpty();
    assertThat(last().value()).isNull();
  }

  @Test
  void anUnknownSnapshotIsNamed() {
    assertThatThrownBy(() -> kept.file("../../etc/passwd"))
        .isInstanceOf(MissingSnapshotException.class)
        .hasMessage("no snapshot ../../etc/passwd is kept");
  }

  @Test
  void aFolderThatCannotBeWrittenFailsTheSnapshotAndTheNextOneWorks() throws Exception {
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    assertThatThrownBy(() -> keep(snapshot(0, 10)))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the snapshots of step 10 could not be written to " + folder);
    Files.move(away, folder);
    assertThat(keep(snapshot(0, 20))).hasSize(1);
  }

  private void flipABit(String id) throws IOException {
    Path file = folder.resolve(id + ".safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 4;
    Files.write(file, bytes);
  }

  private List<SnapshotInfo> keep(Snapshot... snapshots) throws Exception {
    return kept.keep(List.of(snapshots)).get(30, TimeUnit.SECONDS);
  }

  private ProducerRecord<byte[], byte[]> last() {
    return topic.history().get(topic.history().size() - 1);
  }

  private static String key(ProducerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private static Snapshot snapshot(int member, long step) {
    return snapshot("run", member, step);
  }

  private static Snapshot snapshot(String run, int member, long step) {
    EncoderShape shape = new EncoderShape(2, 2, List.of(), 1);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    shape
        .weights()
        .forEach(
            (name, extents) ->
                weights.put(
                    name,
                    new Tensor(extents, new float[extents.stream().reduce(1, (a, b) -> a * b)])));
    SortedMap<String, String> further = new TreeMap<>();
    further.put("offsets", "0@[0..99]");
    return new Snapshot(
        new SnapshotMetadata(
            run, member, shape, step, 1, NormaliserKind.COSINE, 1, 1, 7, "hash", further),
        weights);
  }

  /** Three of each member, at most a minute old. */
  private record Settings(Optional<Path> directory) implements TrainerConfig.Snapshot {
    static final Duration MAX_AGE = Duration.ofMinutes(1);

    Settings(Path folder) {
      this(Optional.of(folder));
    }

    @Override
    public long everySteps() {
      return 0;
    }

    @Override
    public Duration every() {
      return MAX_AGE;
    }

    @Override
    public int keep() {
      return 3;
    }

    @Override
    public Duration maxAge() {
      return MAX_AGE;
    }
  }
}
