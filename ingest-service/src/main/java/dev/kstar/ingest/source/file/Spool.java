package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of 4-byte values that a format gives in their order only, written to a temporary file so
 * that they can be read in any order without being held in memory. The file has no name any more
 * once it is open (where the system allows that), so nothing is left of it however the process
 * ends. Used by one thread.
 */
public final class Spool implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Values of a row; Kafka takes no record of that size without being told to. */
  private static final int WIDEST = 1 << 20;

  /** Reasons are kept in memory, so they are bounded. */
  private static final int MOST_REJECTED = 100_000;

  private final Path source;
  private final int width;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final Map<Long, RejectedRow> rejected = new HashMap<>();
  private long rows;

  private Spool(Path source, int width, FileChannel channel) {
    this.source = source;
    this.width = width;
    this.channel = channel;
    this.buffer =
        ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, width * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Makes the temporary file, in {@code java.io.tmpdir}.
   *
   * @param source that is read, for messages
   * @param width values in a row
   * @throws StartFailure when a row is too wide
   */
  public static Spool of(Path source, int width) throws IOException {
    if (width < 1 || width > WIDEST) {
      throw new StartFailure(
          "%s must hold rows of 1 to %d values but they hold %d".formatted(source, WIDEST, width));
    }
    try {
      return new Spool(source, width, TemporaryFiles.create(source, 0));
    } catch (IOException e) {
      throw noRoom(source, e);
    }
  }

  private static StartFailure noRoom(Path source, IOException e) {
    return new StartFailure(
        "%s must be copied to a temporary file in %s (java.io.tmpdir) but that failed: %s"
            .formatted(source, System.getProperty("java.io.tmpdir"), Quoted.of(e.getMessage())),
        e);
  }

  /**
   * Refuses to begin what the disk cannot hold.
   *
   * @param expected rows that will be added
   * @throws StartFailure when the temporary directory has too little space for them
   */
  public void requireSpace(long expected) throws IOException {
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));
    double needed = (double) expected * width * Float.BYTES;
    long free = Files.getFileStore(directory).getUsableSpace();
    if (needed > free) {
      throw new StartFailure(
          String.format(
              Locale.ROOT,
              "%s needs %,.0f bytes of temporary space but %s has %,d",
              source,
              needed,
              directory,
              free));
    }
  }

  /** Values in a row. */
  public int width() {
    return width;
  }

  /** Rows so far: the index of the next one. */
  public long rows() {
    return rows;
  }

  /** Adds a row of {@link #width} values. */
  public void add(float[] row) throws IOException {
    ByteBuffer to = room();
    for (float value : row) {
      to.putFloat(value);
    }
    rows++;
  }

  /** Adds a row of one whole number. */
  public void add(int label) throws IOException {
    room().putInt(label);
    rows++;
  }

  /**
   * Adds a row that cannot be used.
   *
   * @throws StartFailure when there are too many of them
   */
  public void reject(RejectedRow row) throws IOException {
    rejected.put(rows, row);
    if (rejected.size() > MOST_REJECTED) {
      throw new StartFailure(
          "%s must hold at most %d rows that cannot be used but holds more; the last is: %s"
              .formatted(source, MOST_REJECTED, row.reason()));
    }
    ByteBuffer to = room();
    to.position(to.position() + width * Float.BYTES);
    rows++;
  }

  private ByteBuffer room() throws IOException {
    if (buffer.remaining() < width * Float.BYTES) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw noRoom(source, e);
    }
    buffer.clear();
  }

  private MappedCells mapped() throws IOException {
    if (rows == 0) {
      throw new StartFailure(source + " must hold at least one row of values but holds none");
    }
    flush();
    return new MappedCells(channel, 0, rows, width * Float.BYTES);
  }

  /**
   * The rows, to be read in any order.
   *
   * @throws StartFailure when there is none
   */
  public Features features() throws IOException {
    return new SpooledFeatures(mapped(), rows, width, Map.copyOf(rejected));
  }

  /** As {@link #features}, of rows of one whole number. */
  public Labels labels() throws IOException {
    return new SpooledLabels(mapped(), rows, Map.copyOf(rejected));
  }

  /** What has been mapped stays. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
