package dev.kstar.trainer.snapshot;

import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Seal;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.SnapshotInfo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/**
 * Snapshots for those who ask: of the newest weights, copied by the training thread between two
 * steps and written by the executor, or of those that are kept. Safe for any thread.
 */
public final class Snapshots {
  private final IntFunction<CompletableFuture<Snapshot>> newest;
  private final Optional<KeptSnapshots> kept;
  private final Executor executor;
  private final Clock clock;

  /**
   * @param newest the newest weights of a member; fails when training has ended
   * @param kept empty when none are kept
   */
  public Snapshots(
      IntFunction<CompletableFuture<Snapshot>> newest,
      Optional<KeptSnapshots> kept,
      Executor executor,
      Clock clock) {
    this.newest = newest;
    this.kept = kept;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * A snapshot's file.
   *
   * @param id of a kept one; empty for the newest weights
   * @param member of the newest weights
   * @return fails with {@link MissingSnapshotException}, with {@link DamagedSnapshotException}, or
   *     as asking for the newest weights does
   */
  public CompletableFuture<SnapshotFile> file(String id, int member) {
    return id.isEmpty()
        ? newest
            .apply(member)
            .thenApplyAsync(copy -> SnapshotFile.of(Seal.seal(copy), clock.millis()), executor)
        : kept(id);
  }

  /** The same as a value. */
  public CompletableFuture<Snapshot> snapshot(String id, int member) {
    return id.isEmpty()
        ? newest.apply(member)
        : kept(id).thenApply(file -> Safetensors.read(file.bytes()));
  }

  private CompletableFuture<SnapshotFile> kept(String id) {
    return kept.isEmpty()
        ? CompletableFuture.failedFuture(
            new MissingSnapshotException(
                "no snapshots are kept, since kstar.snapshot.directory is not set"))
        : CompletableFuture.supplyAsync(() -> kept.get().file(id), executor);
  }

  /** All that are kept, oldest first. */
  public List<SnapshotInfo> list() {
    return kept.map(KeptSnapshots::list).orElse(List.of());
  }
}
