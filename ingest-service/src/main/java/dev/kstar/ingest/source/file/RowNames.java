package dev.kstar.ingest.source.file;

import dev.kstar.contract.IdHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Names of a file's rows, in the order of the rows. They lie in an unnamed temporary file that is
 * mapped, so that millions of names take no memory of the heap. Safe for use by several threads.
 */
public final class RowNames {
  /** Bytes of one map; no name lies in two of them. */
  private static final long MAP_BYTES = 1 << 30;

  /** A longer name is shortened to its beginning and a hash when it becomes an id. */
  private static final int MAX_ID_BYTES = 200;

  private static final int HASH_DIGITS = 16;

  private final MappedCells starts;
  private final ByteBuffer[] texts;
  private final long rows;
  private final boolean counting;

  private RowNames(MappedCells starts, ByteBuffer[] texts, long rows, boolean counting) {
    this.starts = starts;
    this.texts = texts;
    this.rows = rows;
    this.counting = counting;
  }

  /** Returns the number of rows that have a name: all of the file. */
  public long rows() {
    return rows;
  }

  /**
   * Tells whether the names are the numbers of the rows, counted from 0 or 1, as libraries write
   * them for rows that have no name.
   */
  public boolean isCounting() {
    return counting;
  }

  /** Returns the name of a row in UTF-8. */
  byte[] name(long row) {
    ByteBuffer place = starts.map(row);
    int at = starts.start(row);
    long start = place.getLong(at);
    byte[] name = new byte[place.getInt(at + Long.BYTES)];
    texts[(int) (start / MAP_BYTES)].get((int) (start % MAP_BYTES), name);
    return name;
  }

  /** Returns the name of a row as text. */
  public String nameOf(long row) {
    return new String(name(row), StandardCharsets.UTF_8);
  }

  /** Returns the name of a row as text for a message. */
  String text(long row) {
    return Quoted.of(nameOf(row));
  }

  /**
   * Returns the id of the pair that a row becomes: its name, or the beginning and a hash of a name
   * of more than {@value #MAX_ID_BYTES} bytes.
   */
  byte[] id(long row) {
    byte[] name = name(row);
    if (name.length <= MAX_ID_BYTES) {
      return name;
    }
    int end = MAX_ID_BYTES - HASH_DIGITS - 1;
    while ((name[end] & 0xc0) == 0x80) { // within a character of several bytes
      end--;
    }
    String beginning = new String(name, 0, end, StandardCharsets.UTF_8);
    return "%s-%016x".formatted(beginning, IdHash.of(name)).getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether both name as many rows with the same names in the same order. */
  boolean isSameOrder(RowNames other) {
    boolean same = rows == other.rows;
    for (long row = 0; row < rows && same; row++) {
      same = Arrays.equals(name(row), other.name(row));
    }
    return same;
  }

  /** Writes names to the temporary file. Used by one thread. */
  public static final class Builder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PLACE_BYTES = Long.BYTES + Integer.BYTES;

    private final FileChannel startsFile;
    private final FileChannel textsFile;
    private final ByteBuffer startsBuffer = buffer(BUFFER_BYTES);
    private ByteBuffer textsBuffer = buffer(BUFFER_BYTES);
    private long rows;
    private long end;
    private boolean countingFrom0 = true;
    private boolean countingFrom1 = true;

    /** Creates the temporary files in {@code java.io.tmpdir}. */
    public Builder() throws IOException {
      startsFile = temporary();
      textsFile = temporary();
    }

    private static FileChannel temporary() throws IOException {
      Path file = Files.createTempFile("kstar-ingest-", ".names");
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static ByteBuffer buffer(int bytes) {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the number of names that were added. */
    public long rows() {
      return rows;
    }

    /** Adds the name of the next row. */
    public void add(String name) throws IOException {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      countingFrom0 &= name.equals(Long.toString(rows));
      countingFrom1 &= name.equals(Long.toString(rows + 1));
      if (end / MAP_BYTES != (end + text.length) / MAP_BYTES) {
        flush(textsBuffer, textsFile);
        end = (end / MAP_BYTES + 1) * MAP_BYTES;
        textsFile.position(end);
      }
      if (textsBuffer.remaining() < text.length) {
        flush(textsBuffer, textsFile);
        textsBuffer = textsBuffer.capacity() < text.length ? buffer(text.length) : textsBuffer;
      }
      textsBuffer.put(text);
      if (startsBuffer.remaining() < PLACE_BYTES) {
        flush(startsBuffer, startsFile);
      }
      startsBuffer.putLong(end).putInt(text.length);
      end += text.length;
      rows++;
    }

    private static void flush(ByteBuffer buffer, FileChannel file) throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      buffer.clear();
    }

    /** Returns the names that were added. */
    public RowNames build() throws IOException {
      flush(textsBuffer, textsFile);
      flush(startsBuffer, startsFile);
      ByteBuffer[] texts = new ByteBuffer[(int) (end / MAP_BYTES) + 1];
      for (int i = 0; i < texts.length; i++) {
        long bytes = Math.min(MAP_BYTES, end - i * MAP_BYTES);
        texts[i] = textsFile.map(MapMode.READ_ONLY, i * MAP_BYTES, bytes);
      }
      MappedCells starts = new MappedCells(startsFile, 0, rows, PLACE_BYTES);
      return new RowNames(starts, texts, rows, countingFrom0 || countingFrom1);
    }

    /** Closes the files; what has been mapped stays. */
    @Override
    public void close() throws IOException {
      startsFile.close();
      textsFile.close();
    }
  }
}
