package dev.kstar.local.process;

import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a system leaves what the next one goes on with: the broker's log, the trainer's checkpoints
 * and the snapshots that it keeps.
 *
 * @param path the folder; made when it is not there
 */
public record DataFolder(Path path) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  Path broker() {
    return path.resolve("broker");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  Path snapshots() {
    return path.resolve("snapshots");
  }

  /**
   * Makes the folder ready for the next system. The processes of a launcher that was killed stop by
   * themselves, but need a moment for it.
   *
   * @throws SystemFailure when another system still has the folder after {@code patience}
   */
  void prepare(Duration patience) {
    long start = System.nanoTime();
    try {
      Files.createDirectories(path);
      while (!isFree()) {
        if (System.nanoTime() - start > patience.toNanos()) {
          throw new SystemFailure("%s belongs to another system that runs".formatted(path));
        }
        Thread.sleep(PAUSE.toMillis());
      }
      Files.deleteIfExists(broker().resolve(BrokerMain.READY));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(path), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }

  /**
   * How large the log may be: as asked, or else as it was last asked for. A start that forgot to
   * ask must not lose what another was told to keep.
   */
  LogSize logSize(Optional<LogSize> asked) {
    Path file = path.resolve("log-size");
    try {
      if (asked.isPresent()) {
        Files.writeString(file, String.valueOf(asked.get().bytes()));
      }
      return Files.exists(file)
          ? new LogSize(Long.parseLong(Files.readString(file).strip()))
          : LogSize.LEAST;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be used".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new SystemFailure("%s must hold a number of bytes: %s".formatted(file, e.getMessage()));
    }
  }

  /** The broker and the trainer each hold a lock as long as they run. */
  private boolean isFree() throws IOException {
    for (Path lock : List.of(broker().resolve("data/.lock"), checkpoints().resolve("lock"))) {
      if (Files.exists(lock) && isLocked(lock)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLocked(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null; // let go of when the channel closes
    }
  }
}
