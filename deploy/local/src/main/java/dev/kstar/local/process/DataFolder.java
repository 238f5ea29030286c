package dev.kstar.local.process;

import dev.kstar.learning.file.PrivateFiles;
import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.ResourceNeeds;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a system leaves what the next one goes on with: the broker's log, the trainer's checkpoints
 * and the snapshots that it keeps.
 *
 * @param path the folder; made when it is not there
 */
public record DataFolder(Path path) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Held by the launcher, as long as it runs. */
  private static final String LOCK = "launcher.lock";

  private static final String SIZE = "log-size";

  /** Names by which a folder of Kstar's is known, also one of an older version. */
  private static final Set<String> OWN =
      Set.of("broker", "checkpoints", "snapshots", SIZE, LOCK, DataFolderFormat.FILE);

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
   * Makes the folder ready for the next system and takes it. The processes of a launcher that was
   * killed stop by themselves, but need a moment for it.
   *
   * @return what holds the folder until it is closed
   * @throws SystemFailure if it is no folder of Kstar's, cannot be written, is of a newer format,
   *     or another system still has it after {@code patience}
   */
  Closeable claim(Duration patience) {
    try {
      checkContents();
      PrivateFiles.createDirectories(path);
      FileChannel lock = lock();
      try {
        awaitChildren(patience);
        DataFolderFormat.checkAndMark(path);
        Stream.of(broker(), checkpoints(), snapshots())
            .filter(Files::isDirectory)
            .forEach(PrivateFiles::restrict); // older versions left them open to all
        Files.deleteIfExists(broker().resolve(BrokerMain.READY));
        return lock;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SystemFailure(
          "the data folder %s cannot be used: %s".formatted(path, FileProblems.of(e)));
    }
  }

  /** Refuses what is no folder, and one that holds only what other programs have made. */
  private void checkContents() throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new SystemFailure("the data folder must be a folder but %s is a file".formatted(path));
    }
    if (!Files.exists(path)) {
      return;
    }
    List<String> names = names();
    if (!names.isEmpty() && names.stream().noneMatch(OWN::contains)) {
      throw new SystemFailure(
          "the data folder must be new, empty or one of Kstar's but %s holds other things (%s)"
              .formatted(path, String.join(", ", names.subList(0, Math.min(3, names.size())))));
    }
  }

  /** What is in the folder, but for what systems put into any. */
  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !name.equals("lost+found"))
          .sorted()
          .toList();
    }
  }

  private FileChannel lock() throws IOException {
    FileChannel channel =
        PrivateFiles.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLockable(channel)) {
      channel.close();
      throw inUse();
    }
    return channel;
  }

  private static boolean isLockable(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process has it
    }
  }

  private void awaitChildren(Duration patience) throws IOException {
    long start = System.nanoTime();
    while (!isFree()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw inUse();
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SystemFailure("interrupted");
      }
    }
  }

  private SystemFailure inUse() {
    return new SystemFailure(
        "the data folder %s belongs to another system that runs: stop that one, or name another folder"
            .formatted(path));
  }

  /**
   * How large the log may be: as asked, or else as it was last asked for. A start that forgot to
   * ask must not lose what another was told to keep.
   *
   * @param needs of the job; a log that nobody asked for is made as large
   * @throws SystemFailure when less was asked for than the job needs
   */
  LogSize logSize(Optional<LogSize> asked, ResourceNeeds needs) {
    if (asked.isPresent() && asked.get().bytes() < needs.logBytes()) {
      throw new SystemFailure(needs.tooSmall(asked.get()));
    }
    return new LogSize(Math.max(remembered(asked).bytes(), needs.logBytes()));
  }

  private LogSize remembered(Optional<LogSize> asked) {
    Path file = path.resolve(SIZE);
    try {
      if (asked.isPresent()) {
        Files.writeString(file, String.valueOf(asked.get().bytes()));
      }
      return Files.exists(file)
          ? new LogSize(Long.parseLong(Files.readString(file).strip()))
          : LogSize.LEAST;
    } catch (IOException e) {
      throw new SystemFailure("%s cannot be used: %s".formatted(file, FileProblems.of(e)));
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
