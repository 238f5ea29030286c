package dev.kstar.trainer.snapshot;

import dev.kstar.learning.population.Population;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.trainer.training.Mailbox;
import java.time.Clock;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Takes snapshots of the newest weights: copied by the training thread between two steps, written
 * and checksummed by the executor.
 */
public final class Snapshots {
  private final String runId;
  private final Supplier<String> configHash;
  private final Mailbox mailbox;
  private final Executor executor;
  private final Clock clock;

  public Snapshots(
      String runId, Supplier<String> configHash, Mailbox mailbox, Executor executor, Clock clock) {
    this.runId = runId;
    this.configHash = configHash;
    this.mailbox = mailbox;
    this.executor = executor;
    this.clock = clock;
  }

  /** The newest weights of a member. Fails as {@link Mailbox#submit} does. */
  public CompletableFuture<SnapshotFile> take(int member) {
    return copy(member)
        .thenApplyAsync(snapshot -> SnapshotFile.of(snapshot, clock.millis()), executor);
  }

  /** The same, not yet written as a file. */
  CompletableFuture<Snapshot> copy(int member) {
    return mailbox.submit(population -> copy(population, member));
  }

  private Snapshot copy(Population population, int member) {
    return population.snapshot(member, runId, configHash.get(), new TreeMap<>());
  }
}
