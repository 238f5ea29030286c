package dev.kstar.ingest.source.file;

import dev.kstar.ingest.config.Mistakes;
import dev.kstar.ingest.config.Piece;
import dev.kstar.service.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens the files of one source side by side. When one of them cannot be used, the others get a
 * short time to show their own mistakes and are then given up, so that a mistake is reported at
 * once however long the other files are.
 */
final class ParallelReading {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final String format;
  private final long afterFailureNanos;
  private final List<OpeningFile<?>> files = new ArrayList<>();
  private final BlockingQueue<OpeningFile<?>> ended = new LinkedBlockingQueue<>();

  /**
   * @param format name of the format that the files are read as
   */
  ParallelReading(String format) {
    this(format, AFTER_FAILURE);
  }

  /**
   * @param afterFailure how long the other files may take once one has failed
   */
  ParallelReading(String format, Duration afterFailure) {
    this.format = format;
    this.afterFailureNanos = afterFailure.toNanos();
  }

  /** Begins to open a file at once. */
  <T> OpeningFile<T> start(Piece piece, Function<Piece, T> reader) {
    OpeningFile<T> file = new OpeningFile<>(() -> open(piece, reader), ended::add);
    files.add(file);
    Thread thread = new Thread(file, "ingest-read-" + files.size());
    thread.setDaemon(true);
    thread.start();
    return file;
  }

  private <T> T open(Piece piece, Function<Piece, T> reader) {
    try {
      return reader.apply(piece);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw UnreadableFile.failure(piece.file(), format, e);
    }
  }

  /** Waits until every file is open, or one has failed and the others had their time. */
  void await() {
    boolean failed = false;
    long deadline = 0;
    try {
      for (int left = files.size(); left > 0; left--) {
        OpeningFile<?> next =
            failed ? ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) : ended.take();
        if (next == null) {
          break;
        }
        if (!failed && next.hasFailed()) {
          failed = true;
          deadline = System.nanoTime() + afterFailureNanos;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while reading the source's files", e);
    } finally {
      files.forEach(file -> file.cancel(true));
    }
  }

  /** A file that is being opened. */
  static final class OpeningFile<T> extends FutureTask<T> {
    private final Consumer<OpeningFile<?>> onEnd;

    private OpeningFile(Callable<T> reading, Consumer<OpeningFile<?>> onEnd) {
      super(reading);
      this.onEnd = onEnd;
    }

    @Override
    protected void done() {
      onEnd.accept(this);
    }

    private boolean hasFailed() {
      try {
        get();
        return false;
      } catch (ExecutionException e) {
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    /**
     * Returns what was opened; empty when it cannot be used, which is noted, and when it was given
     * up because of another file.
     */
    Optional<T> result(Mistakes mistakes) {
      return isCancelled() ? Optional.empty() : mistakes.attempt(this::opened);
    }

    private T opened() {
      try {
        return get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailure("interrupted while reading the source's files", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) e.getCause();
      }
    }
  }
}
