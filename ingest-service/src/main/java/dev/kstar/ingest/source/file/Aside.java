package dev.kstar.ingest.source.file;

import dev.kstar.service.StartFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Reads a file on a thread of its own while the caller reads another. */
final class Aside<T> implements Supplier<T> {
  private final FutureTask<T> task;

  /** Begins at once. */
  Aside(String thread, Supplier<T> step) {
    task = new FutureTask<>(step::get);
    Thread reader = new Thread(task, thread);
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits for what was read, or throws what the reading threw. */
  @Override
  public T get() {
    try {
      return task.get();
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
