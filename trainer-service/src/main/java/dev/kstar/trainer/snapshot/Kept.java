package dev.kstar.trainer.snapshot;

import dev.kstar.learning.snapshot.MalformedSnapshotException;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.SnapshotRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a kept snapshot without its file.
 *
 * @param info for those who ask
 * @param record for the topic
 */
record Kept(SnapshotInfo info, SnapshotRecord record) {
  private static final String CREATED = "created_ms";
  private static final String PARENT = "parent";
  private static final String PARENT_SHA256 = "parent_sha256";
  private static final String OFFSETS = "offsets";

  /** The snapshot with what its keeping adds to the metadata. */
  static Snapshot describe(Snapshot snapshot, long createdMs, SnapshotInfo parent) {
    SortedMap<String, String> further = new TreeMap<>(snapshot.metadata().further());
    further.put(CREATED, Long.toString(createdMs));
    further.put(PARENT, parent.getSnapshotId());
    further.put(PARENT_SHA256, parent.getSha256());
    return snapshot.with(further);
  }

  /** When a described snapshot was kept; 0 when it does not say. */
  static long createdMs(Snapshot snapshot) {
    String created = snapshot.metadata().further().getOrDefault(CREATED, "0");
    try {
      return Long.parseLong(created);
    } catch (NumberFormatException e) {
      throw new MalformedSnapshotException(
          "the metadata's %s must be a whole number but was \"%s\"".formatted(CREATED, created), e);
    }
  }

  /** Whether the snapshot was trained on the same part of the log. */
  boolean isOf(Snapshot snapshot) {
    return record.getOffsets().equals(snapshot.metadata().further().getOrDefault(OFFSETS, ""));
  }

  static Kept of(SnapshotInfo info, Snapshot snapshot) {
    SortedMap<String, String> further = snapshot.metadata().further();
    return new Kept(
        info,
        SnapshotRecord.newBuilder()
            .setSnapshotId(info.getSnapshotId())
            .setStream(further.getOrDefault("stream", ""))
            .setRunId(info.getRunId())
            .setMember(info.getMember())
            .setDimension(info.getDimension())
            .setStep(info.getStep())
            .setSize(info.getSize())
            .setSha256(info.getSha256())
            .setCreatedMs(info.getCreatedMs())
            .setConfigHash(snapshot.metadata().configHash())
            .setParent(further.getOrDefault(PARENT, ""))
            .setOffsets(further.getOrDefault(OFFSETS, ""))
            .build());
  }
}
