package dev.kstar.evaluator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.kstar.evaluator.Snapshots;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotTransferTest {
  private final byte[] file = Safetensors.write(Snapshots.reversing(100));
  private final SnapshotInfo info = Snapshots.info(100, file);
  private final SnapshotTransfer transfer = new SnapshotTransfer();

  @Test
  void chunksMakeUpTheSnapshot() throws TrainerFailure {
    transfer.add(first(info, Arrays.copyOf(file, 50)));
    transfer.add(chunk(Arrays.copyOfRange(file, 50, file.length)));

    assertThat(transfer.finish()).isEqualTo(new TakenSnapshot(info, Snapshots.reversing(100)));
  }

  @Test
  void aFileThatIsCutShortIsRefused() throws TrainerFailure {
    transfer.add(first(info, Arrays.copyOf(file, 50)));

    assertThatThrownBy(transfer::finish)
        .isInstanceOf(TrainerFailure.class)
        .hasMessage("snapshot \"step-100\" of member 0 must have %d bytes but had 50", file.length);
  }

  @Test
  void moreThanAnnouncedIsRefusedAsItComes() throws TrainerFailure {
    transfer.add(first(info, file));

    assertThatThrownBy(() -> transfer.add(chunk(new byte[1])))
        .isInstanceOf(TrainerFailure.class)
        .hasMessageContaining("must have %d bytes but had more", file.length);
  }

  @Test
  void aFlippedBitIsRefused() throws TrainerFailure {
    file[file.length - 1] ^= 1;
    transfer.add(first(info, file));

    assertThatThrownBy(transfer::finish)
        .isInstanceOf(TrainerFailure.class)
        .hasMessageStartingWith("the SHA-256 of snapshot \"step-100\" of member 0 must be ");
  }

  @Test
  void bytesThatAreNoSnapshotAreRefused() throws TrainerFailure {
    byte[] other = new byte[100];
    transfer.add(first(Snapshots.info(100, other), other));

    assertThatThrownBy(transfer::finish)
        .isInstanceOf(TrainerFailure.class)
        .hasMessageContaining("is no snapshot: the header's length must be");
  }

  @Test
  void theFirstChunkMustHoldTheInfo() {
    assertThatThrownBy(() -> transfer.add(chunk(file)))
        .isInstanceOf(TrainerFailure.class)
        .hasMessageContaining("the first chunk of a snapshot must hold its info");
  }

  @Test
  void aStreamWithoutChunksIsRefused() {
    assertThatThrownBy(transfer::finish)
        .isInstanceOf(TrainerFailure.class)
        .hasMessageContaining("at least one chunk but none came");
  }

  private static SnapshotChunk first(SnapshotInfo info, byte[] data) {
    return chunk(data).toBuilder().setInfo(info).build();
  }

  private static SnapshotChunk chunk(byte[] data) {
    return SnapshotChunk.newBuilder().setData(ByteString.copyFrom(data)).build();
  }
}
