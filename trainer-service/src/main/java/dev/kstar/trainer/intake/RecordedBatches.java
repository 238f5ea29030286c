package dev.kstar.trainer.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first batches of a journal, to be made again and nothing after them. */
public final class RecordedBatches implements ArrivalLog, AutoCloseable {
  private final JournalReader reader;
  private long left;

  private RecordedBatches(JournalReader reader, long left) {
    this.reader = reader;
    this.left = left;
  }

  /**
   * Opens a journal at its beginning.
   *
   * @throws IllegalStateException when the file is no journal of that run
   */
  public static RecordedBatches open(Path file, String run, long batches) throws IOException {
    return new RecordedBatches(JournalReader.open(file, run), batches);
  }

  /**
   * Counts the whole entries of a journal.
   *
   * @throws IllegalStateException when the file is no journal of that run
   */
  public static long count(Path file, String run) throws IOException {
    try (JournalReader reader = JournalReader.open(file, run)) {
      long count = 0;
      while (reader.next().isPresent()) {
        count++;
      }
      return count;
    }
  }

  @Override
  public Optional<List<Part>> nextRecorded() {
    return left-- > 0 ? reader.next() : Optional.empty();
  }

  @Override
  public void forgetRecorded() {
    throw new UnsupportedOperationException("what is made again is as it was recorded");
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public void append(List<Part> parts) {
    throw new UnsupportedOperationException("nothing is added to what was recorded");
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
