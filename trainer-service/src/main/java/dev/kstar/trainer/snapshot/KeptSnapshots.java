package dev.kstar.trainer.snapshot;

import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotDirectory;
import dev.kstar.service.StartFailure;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.training.SnapshotKeeper;
import dev.kstar.v1.SnapshotInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps snapshots in a folder, announces them, and removes those that are too many or too old, on
 * the thread {@code snapshots}. Safe for any thread.
 *
 * <p>A snapshot is announced after its file is on the disk and withdrawn before the file is
 * removed, and a start announces all there are: what is announced is there, whenever the process is
 * killed.
 */
public final class KeptSnapshots implements SnapshotKeeper, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(KeptSnapshots.class);
  private static final Duration CLOSE = Duration.ofSeconds(10);
  private static final Duration PRUNE = Duration.ofMinutes(1);

  private final SnapshotShelf shelf;
  private final Path folder;
  private final Retention retention;
  private final Announcements announcements;
  private final Runnable beforeEach;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "snapshots"));
  private volatile CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  private KeptSnapshots(
      SnapshotShelf shelf,
      Path folder,
      Retention retention,
      Announcements announcements,
      Runnable beforeEach,
      Clock clock) {
    this.shelf = shelf;
    this.folder = folder;
    this.retention = retention;
    this.announcements = announcements;
    this.beforeEach = beforeEach;
    this.clock = clock;
  }

  /**
   * Takes the folder that the settings name and announces what is in it.
   *
   * @param beforeEach must be done before a snapshot may say what it was trained on; called on the
   *     thread {@code snapshots}
   * @return empty when the settings name no folder
   * @throws StartFailure when the folder cannot be used
   */
  public static Optional<KeptSnapshots> open(
      TrainerConfig.Snapshot settings,
      Announcements announcements,
      Runnable beforeEach,
      Clock clock) {
    return settings
        .directory()
        .map(folder -> open(folder, settings, announcements, beforeEach, clock));
  }

  private static KeptSnapshots open(
      Path folder,
      TrainerConfig.Snapshot settings,
      Announcements announcements,
      Runnable beforeEach,
      Clock clock) {
    try {
      SnapshotShelf shelf = new SnapshotShelf(SnapshotDirectory.open(folder), LOG::warn);
      Retention retention = new Retention(settings.keep(), settings.maxAge());
      KeptSnapshots kept =
          new KeptSnapshots(shelf, folder, retention, announcements, beforeEach, clock);
      kept.begin();
      return kept;
    } catch (IOException e) {
      throw new StartFailure(
          "kstar.snapshot.directory must be a folder that can be written but is %s: %s"
              .formatted(folder, e),
          e);
    } catch (IllegalStateException e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // both log what goes wrong
  private void begin() {
    shelf.all().forEach(kept -> announcements.announce(kept.record()));
    thread.scheduleWithFixedDelay(
        this::prune, PRUNE.toMillis(), PRUNE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean isBusy() {
    return !last.isDone();
  }

  @Override
  public CompletableFuture<List<SnapshotInfo>> keep(List<Snapshot> snapshots) {
    CompletableFuture<List<SnapshotInfo>> kept;
    try {
      kept = CompletableFuture.supplyAsync(() -> keepNow(snapshots), thread);
    } catch (RejectedExecutionException e) {
      kept = CompletableFuture.failedFuture(new IllegalStateException("the trainer stops", e));
    }
    last = kept;
    return kept;
  }

  private List<SnapshotInfo> keepNow(List<Snapshot> snapshots) {
    try {
      beforeEach.run();
      List<SnapshotInfo> infos = new ArrayList<>();
      for (Snapshot snapshot : snapshots) {
        infos.add(keepNow(snapshot));
      }
      prune();
      return infos;
    } catch (IOException | RuntimeException e) {
      String why =
          "the snapshots of step %d could not be written to %s: %s"
              .formatted(snapshots.get(0).metadata().step(), folder, e);
      LOG.errorf("%s; training goes on", why);
      throw new IllegalStateException(why, e);
    }
  }

  /**
   * After a restart the same step may come again, with the same bits; with others only when a gap
   * in the log was skipped meanwhile: then what was kept is of a course that the run has left.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // logs what goes wrong
  private SnapshotInfo keepNow(Snapshot snapshot) throws IOException {
    Optional<Kept> already = shelf.find(snapshot.metadata().id());
    if (already.isPresent() && already.get().isOf(snapshot)) {
      return already.get().info();
    }
    Kept kept = shelf.put(snapshot, clock.millis());
    announcements.announce(kept.record());
    LOG.debugf("snapshot %s is kept", kept.info().getSnapshotId());
    return kept.info();
  }

  /** Withdraws what is to go, and removes it once the broker knows. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure leaves the file for the next start
  private void prune() {
    for (SnapshotInfo surplus : retention.surplus(shelf.list(), clock.millis())) {
      String id = surplus.getSnapshotId();
      shelf.forget(id);
      announcements.withdraw(id).thenRunAsync(() -> remove(id), thread);
    }
  }

  private void remove(String id) {
    try {
      shelf.remove(id);
    } catch (IOException e) {
      LOG.warnf("snapshot %s could not be removed: %s", id, e);
    }
  }

  /** All kept snapshots, oldest first. */
  public List<SnapshotInfo> list() {
    return shelf.list();
  }

  /**
   * A kept snapshot's file. Blocks while it reads.
   *
   * @throws MissingSnapshotException when no such snapshot is kept; when only its file is gone, it
   *     is withdrawn
   * @throws DamagedSnapshotException when its file is not what was written
   */
  @SuppressWarnings("FutureReturnValueIgnored") // logs what goes wrong
  public SnapshotFile file(String id) {
    try {
      return shelf.file(id);
    } catch (MissingSnapshotException e) {
      if (shelf.find(id).isPresent()) {
        shelf.forget(id);
        announcements.withdraw(id);
      }
      throw e;
    }
  }

  /** Waits for what is being written, within bounds, and gives the folder back. */
  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("the last snapshots could not be written in time");
      thread.shutdownNow();
    }
    try {
      shelf.close();
    } catch (IOException e) {
      LOG.warnf("the folder of snapshots was not closed: %s", e);
    }
  }
}
