package dev.kstar.evaluator.snapshot;

import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.SnapshotInfo;

/** A member's weights, verified against what the trainer says of them. */
public record TakenSnapshot(SnapshotInfo info, Snapshot snapshot) {}
