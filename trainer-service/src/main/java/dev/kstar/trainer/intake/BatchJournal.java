package dev.kstar.trainer.intake;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kstar.learning.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file that a run in order of arrival records its batches in. Each is written to the operating
 * system before it is trained on, so that a killed process loses none; {@link #force} puts them on
 * the disk before a checkpoint or a snapshot may rely on them.
 */
public final class BatchJournal implements ArrivalLog, AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final JournalReader recorded;
  private boolean atEnd;

  private BatchJournal(Path file, FileChannel channel, JournalReader recorded) {
    this.file = file;
    this.channel = channel;
    this.recorded = recorded;
  }

  /**
   * Opens a run's journal, or begins it. What follows its last whole entry is cut off: it was being
   * written when the process died.
   *
   * @param batches that are behind the checkpoint to go on from, and not to be made again
   * @throws IllegalStateException when the journal lacks some of those
   */
  public static BatchJournal open(Path file, String run, long batches) throws IOException {
    FileChannel channel = PrivateFiles.open(file, CREATE, READ, WRITE);
    try {
      if (channel.size() < JournalFormat.header(run).length) {
        channel.truncate(0);
        write(channel, ByteBuffer.wrap(JournalFormat.header(run)));
        channel.force(true);
        forceFolder(file);
      }
      JournalReader reader = JournalReader.open(file, run);
      for (long passed = 0; passed < batches; passed++) {
        if (reader.next().isEmpty()) {
          throw new IllegalStateException(
              "%s must hold the %d batches behind the checkpoint but holds %d"
                  .formatted(file, batches, passed));
        }
      }
      return new BatchJournal(file, channel, reader);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void forceFolder(Path file) throws IOException {
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      folder.force(true);
    }
  }

  @Override
  public Optional<List<Part>> nextRecorded() {
    if (atEnd) {
      return Optional.empty();
    }
    Optional<List<Part>> next = recorded.next();
    if (next.isEmpty()) {
      forgetRecorded();
    }
    return next;
  }

  @Override
  public void forgetRecorded() {
    atEnd = true;
    cut();
  }

  private void cut() {
    try {
      channel.truncate(recorded.position()).position(recorded.position());
      recorded.close();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e), e);
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void append(List<Part> parts) {
    try {
      write(channel, JournalFormat.entry(parts));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the batches cannot be recorded in %s: %s".formatted(file, e), e);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Puts all that was recorded on the disk. Any thread. */
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the record of batches %s cannot be forced to the disk: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() throws IOException {
    recorded.close();
    channel.close();
  }
}
