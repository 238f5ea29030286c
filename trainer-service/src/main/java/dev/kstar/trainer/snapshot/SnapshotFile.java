package dev.kstar.trainer.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Seal;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The .safetensors file of one snapshot, ready to be sent. Immutable.
 *
 * @param info with the size and the checksum of the bytes
 * @param bytes of the whole file; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model, so not copied
public record SnapshotFile(SnapshotInfo info, byte[] bytes) {
  /** Well below the 4 MiB that gRPC takes in one message by default. */
  static final int CHUNK = 1 << 20;

  /** Writes a snapshot; the work of the thread that asks, not of the training thread. */
  public static SnapshotFile of(Snapshot snapshot, long createdMs) {
    return of(snapshot, Safetensors.write(snapshot), createdMs);
  }

  /** The same for bytes that are known to be the snapshot's. */
  static SnapshotFile of(Snapshot snapshot, byte[] bytes, long createdMs) {
    SnapshotMetadata metadata = snapshot.metadata();
    SnapshotInfo info =
        SnapshotInfo.newBuilder()
            .setSnapshotId(metadata.id())
            .setRunId(metadata.runId())
            .setMember(metadata.member())
            .setDimension(metadata.shape().dimension())
            .setStep(metadata.step())
            .setSize(bytes.length)
            .setSha256(Seal.sha256(bytes))
            .setCreatedMs(createdMs)
            .build();
    return new SnapshotFile(info, bytes);
  }

  /** The file in pieces, the first with the info. */
  public Stream<SnapshotChunk> chunks() {
    int count = Math.max(1, (bytes.length + CHUNK - 1) / CHUNK);
    return IntStream.range(0, count).mapToObj(this::chunk);
  }

  private SnapshotChunk chunk(int index) {
    int from = index * CHUNK;
    int length = Math.min(CHUNK, bytes.length - from);
    ByteString data = UnsafeByteOperations.unsafeWrap(bytes, from, length);
    SnapshotChunk.Builder chunk = SnapshotChunk.newBuilder().setData(data);
    return (index == 0 ? chunk.setInfo(info) : chunk).build();
  }
}
