package dev.kstar.trainer.training;

import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.SnapshotInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where snapshots go that are to be kept. Safe for any thread; nothing here blocks. */
public interface SnapshotKeeper {
  /** Whether it still writes some. */
  boolean isBusy();

  /**
   * Keeps them.
   *
   * @return what they are kept as, once they are on the disk; fails with IllegalStateException when
   *     they cannot be, which is logged as well
   */
  CompletableFuture<List<SnapshotInfo>> keep(List<Snapshot> snapshots);
}
