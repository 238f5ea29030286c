package dev.kstar.learning.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kstar.learning.file.PrivateFiles;
import dev.kstar.learning.snapshot.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one training's checkpoints, {@code checkpoint-000000000042.kstar} and so on, the
 * highest number being the newest. One process at a time has it; one thread at a time writes.
 *
 * <p>A file appears whole or not at all: written under another name, forced to the disk, renamed,
 * and the folder forced to the disk. Only the process's user may read it.
 */
public final class CheckpointDirectory implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{12})\\.kstar");
  private static final String WRITING = "checkpoint.writing";
  private static final String LOCK = "lock";

  private final Path directory;
  private final int keep;
  private final FileChannel lock;
  private long newest;

  private CheckpointDirectory(Path directory, int keep, FileChannel lock) throws IOException {
    this.directory = directory;
    this.keep = keep;
    this.lock = lock;
    newest = files(directory).stream().mapToLong(CheckpointDirectory::number).max().orElse(0);
  }

  /**
   * Takes the folder, and makes it if it is not there.
   *
   * @param keep checkpoints to keep, at least 1
   * @throws IllegalStateException when another process has it
   */
  public static CheckpointDirectory open(Path directory, int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be at least 1 but was " + keep);
    }
    PrivateFiles.createDirectories(directory);
    FileChannel lock = PrivateFiles.open(directory.resolve(LOCK), CREATE, WRITE);
    try {
      if (tryLock(lock) == null) {
        throw new IllegalStateException(
            "the checkpoints in %s belong to another process that is running".formatted(directory));
      }
      Files.deleteIfExists(directory.resolve(WRITING));
      files(directory).forEach(PrivateFiles::restrict); // older versions left them open to all
      return new CheckpointDirectory(directory, keep, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** All checkpoints of a folder, the newest first, valid or not. */
  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointDirectory::number).reversed())
          .toList();
    }
  }

  private static long number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  /** Returns the newest checkpoint that is whole, as {@link #newest(Consumer, Consumer)} does. */
  public Optional<Checkpoint> newest(Consumer<String> warnings) throws IOException {
    return newest(warnings, checkpoint -> {});
  }

  /**
   * Returns the newest checkpoint that is whole.
   *
   * @param warnings takes a sentence for each newer one that is not
   * @param check throws IllegalArgumentException with a sentence for a checkpoint whose content
   *     cannot be gone on from
   * @return empty when there are no checkpoints
   * @throws MalformedCheckpointException when there are, but none is whole: to begin anew would
   *     throw away what they were for
   * @throws UnsupportedCheckpointException when the newest whole one is of another version
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings, Consumer<Checkpoint> check)
      throws IOException {
    List<Path> files = files(directory);
    for (Path file : files) {
      try {
        Checkpoint checkpoint = CheckpointFormat.read(FileContent.read(file));
        check.accept(checkpoint);
        return Optional.of(checkpoint);
      } catch (MalformedCheckpointException | IllegalArgumentException | IOException e) {
        warnings.accept("%s is skipped: %s".formatted(file, e.getMessage()));
      } catch (UnsupportedCheckpointException e) {
        throw new UnsupportedCheckpointException("%s: %s".formatted(file, e.getMessage()));
      }
    }
    if (!files.isEmpty()) {
      throw new MalformedCheckpointException(
          "none of the %d checkpoints in %s is whole; to train from the start of the log, move"
                  .formatted(files.size(), directory)
              + " them away");
    }
    return Optional.empty();
  }

  /**
   * Writes a checkpoint and removes the oldest beyond those to keep. When it returns, the
   * checkpoint survives a loss of power.
   *
   * @return its file
   */
  public Path write(Checkpoint checkpoint) throws IOException {
    Path writing = directory.resolve(WRITING);
    ByteBuffer bytes = ByteBuffer.wrap(CheckpointFormat.write(checkpoint));
    try (FileChannel file =
        PrivateFiles.open(writing, CREATE, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS)) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Path file = directory.resolve("checkpoint-%012d.kstar".formatted(newest + 1));
    Files.move(writing, file, ATOMIC_MOVE);
    newest++;
    forceDirectory();
    prune();
    return file;
  }

  private void forceDirectory() throws IOException {
    try (FileChannel folder = FileChannel.open(directory, READ)) {
      folder.force(true);
    }
  }

  private void prune() throws IOException {
    List<Path> files = files(directory);
    for (Path old : files.subList(Math.min(keep, files.size()), files.size())) {
      Files.deleteIfExists(old);
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
