package dev.kstar.trainer.intake;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a journal entry by entry, up to its end or to the first entry that is not whole. */
final class JournalReader implements AutoCloseable {
  private final Path file;
  private final DataInputStream in;
  private long position;

  private JournalReader(Path file, DataInputStream in, long position) {
    this.file = file;
    this.in = in;
    this.position = position;
  }

  /**
   * @throws IllegalStateException when the file is no journal of that run
   */
  static JournalReader open(Path file, String run) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    byte[] header = JournalFormat.header(run);
    if (!Arrays.equals(in.readNBytes(header.length), header)) {
      in.close();
      throw new IllegalStateException(
          "%s must be the record of batches of run %s but is not".formatted(file, run));
    }
    return new JournalReader(file, in, header.length);
  }

  /** Where the next entry begins, in bytes from the start of the file. */
  long position() {
    return position;
  }

  /** Empty at the end. */
  Optional<List<Part>> next() {
    try {
      int length = in.readInt();
      if (length < 0 || length > JournalFormat.LONGEST) {
        return Optional.empty();
      }
      byte[] parts = in.readNBytes(length);
      if (parts.length < length || in.readInt() != JournalFormat.crc(parts, 0, length)) {
        return Optional.empty();
      }
      position += 2L * Integer.BYTES + length;
      return Optional.of(JournalFormat.parts(parts));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s holds an entry that is no batch: %s".formatted(file, e.getMessage()), e);
    } catch (EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
