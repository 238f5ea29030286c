package dev.kstar.learning.snapshot;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kstar.learning.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of snapshots, {@code <id>.safetensors} each. One process at a time has it; one thread at
 * a time writes, any reads.
 *
 * <p>A file appears whole or not at all: written under another name, forced to the disk, renamed,
 * and the folder forced to the disk. Only the process's user may read it.
 */
public final class SnapshotDirectory implements AutoCloseable {
  private static final String SUFFIX = ".safetensors";
  private static final String WRITING = "snapshot.writing";
  private static final String LOCK = "lock";

  private final Path directory;
  private final FileChannel lock;

  private SnapshotDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes the folder, and makes it if it is not there.
   *
   * @throws IllegalStateException when another process has it
   */
  public static SnapshotDirectory open(Path directory) throws IOException {
    PrivateFiles.createDirectories(directory);
    FileChannel lock = PrivateFiles.open(directory.resolve(LOCK), CREATE, WRITE);
    try {
      if (tryLock(lock) == null) {
        throw new IllegalStateException(
            "the snapshots in %s belong to another process that is running".formatted(directory));
      }
      Files.deleteIfExists(directory.resolve(WRITING));
      SnapshotDirectory snapshots = new SnapshotDirectory(directory, lock);
      snapshots.files().forEach(PrivateFiles::restrict); // older versions left them open to all
      return snapshots;
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

  /** Where a snapshot is, or would be. */
  public Path file(String id) {
    return directory.resolve(id + SUFFIX);
  }

  /** All snapshots of the folder, whole or not, in no order. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
    }
  }

  /** Writes a snapshot's file. When it returns, the file survives a loss of power. */
  public void write(String id, byte[] file) throws IOException {
    Path writing = directory.resolve(WRITING);
    ByteBuffer bytes = ByteBuffer.wrap(file);
    try (FileChannel channel =
        PrivateFiles.open(writing, CREATE, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(writing, file(id), ATOMIC_MOVE);
    forceDirectory();
  }

  private void forceDirectory() throws IOException {
    try (FileChannel folder = FileChannel.open(directory, READ)) {
      folder.force(true);
    }
  }

  /** Removes a snapshot, if it is there. */
  public void remove(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
