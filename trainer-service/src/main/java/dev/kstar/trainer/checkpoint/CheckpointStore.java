package dev.kstar.trainer.checkpoint;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.checkpoint.CheckpointDirectory;
import dev.kstar.learning.checkpoint.MalformedCheckpointException;
import dev.kstar.learning.checkpoint.UnsupportedCheckpointException;
import dev.kstar.service.StartFailure;
import dev.kstar.trainer.config.TrainerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Reads the checkpoint to go on from when it is opened, and writes further ones on the thread
 * {@code checkpoint}. Safe for any thread.
 */
public final class CheckpointStore implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CheckpointStore.class);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final CheckpointDirectory directory;
  private final Optional<Checkpoint> newest;
  private final Runnable beforeEach;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "checkpoint"));
  private final AtomicLong writingNanos = new AtomicLong();
  private volatile long lastWrittenNanos = System.nanoTime();
  private volatile CompletableFuture<Path> last = CompletableFuture.completedFuture(null);

  private CheckpointStore(
      CheckpointDirectory directory, Optional<Checkpoint> newest, Runnable beforeEach) {
    this.directory = directory;
    this.newest = newest;
    this.beforeEach = beforeEach;
  }

  /**
   * Takes the folder that the settings name and reads its newest whole checkpoint.
   *
   * @param beforeEach must be done before a checkpoint may say that its records are done with;
   *     called on the thread {@code checkpoint}
   * @return empty when the settings name no folder
   * @throws StartFailure when the folder cannot be used or none of its checkpoints can
   */
  public static Optional<CheckpointStore> open(
      TrainerConfig.Checkpoint settings, Runnable beforeEach) {
    return settings.directory().map(folder -> open(folder, settings.keep(), beforeEach));
  }

  private static CheckpointStore open(Path folder, int keep, Runnable beforeEach) {
    try {
      CheckpointDirectory directory = CheckpointDirectory.open(folder, keep);
      return new CheckpointStore(
          directory, directory.newest(LOG::warn, CheckpointContent::check), beforeEach);
    } catch (IOException e) {
      throw new StartFailure(
          "kstar.checkpoint.directory must be a folder that can be written but is %s: %s"
              .formatted(folder, e),
          e);
    } catch (IllegalStateException
        | MalformedCheckpointException
        | UnsupportedCheckpointException e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }

  /** The checkpoint to go on from; empty when there was none. */
  public Optional<Checkpoint> newest() {
    return newest;
  }

  /** Whether a checkpoint is being written. */
  public boolean isBusy() {
    return !last.isDone();
  }

  /** Whether the last checkpoint could not be written. */
  public boolean lastFailed() {
    return last.isCompletedExceptionally();
  }

  /** What encoding and writing has taken so far. */
  public long writingNanos() {
    return writingNanos.get();
  }

  /** Returns the time since this process last wrote a checkpoint, or since it began before that. */
  public Duration sinceWritten() {
    return Duration.ofNanos(System.nanoTime() - lastWrittenNanos);
  }

  /** Writes a checkpoint; what goes wrong is logged as well. */
  public CompletableFuture<Path> write(Checkpoint checkpoint) {
    CompletableFuture<Path> written =
        CompletableFuture.supplyAsync(() -> writeNow(checkpoint), thread);
    last = written;
    return written;
  }

  private Path writeNow(Checkpoint checkpoint) {
    try {
      beforeEach.run();
      long start = System.nanoTime();
      Path file = directory.write(checkpoint);
      writingNanos.addAndGet(System.nanoTime() - start);
      lastWrittenNanos = System.nanoTime();
      LOG.debugf("checkpoint of step %d in %s", checkpoint.step(), file);
      return file;
    } catch (IOException e) {
      LOG.errorf(e, "the checkpoint of step %d could not be written", checkpoint.step());
      throw new UncheckedIOException("the checkpoint could not be written: " + e, e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "the checkpoint of step %d could not be written", checkpoint.step());
      throw e;
    }
  }

  /** Waits for what is being written, within bounds, and gives the folder back. */
  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("the last checkpoint could not be written in time");
      thread.shutdownNow();
    }
    try {
      directory.close();
    } catch (IOException e) {
      LOG.warnf("the folder of checkpoints was not closed: %s", e);
    }
  }
}
