package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.source.file.FileSignature;
import dev.kstar.service.StartFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The bytes of a text file, unpacked when they are gzip-compressed. */
final class CsvBytes {
  private static final int BUFFER_BYTES = 1 << 16;

  private CsvBytes() {}

  /**
   * Opens a file.
   *
   * @throws StartFailure when it holds something else than text
   */
  static InputStream open(Path file) throws IOException {
    byte[] head = head(Files.newInputStream(file));
    if (FileSignature.isGzip(head)) {
      refuseOther(file, head(unpacked(file)), "holds something that ");
      return unpacked(file);
    }
    refuseOther(file, head, "");
    if (file.toString().endsWith(".gz")) {
      throw new StartFailure(
          "%s cannot be read: it must be gzip-compressed, as its name says, but is not"
              .formatted(file));
    }
    return Files.newInputStream(file);
  }

  private static byte[] head(InputStream in) throws IOException {
    try (in) {
      return in.readNBytes(FileSignature.HEAD_BYTES);
    }
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream packed = Files.newInputStream(file);
    try {
      return new Unpacked(file, packed, Files.size(file));
    } catch (IOException e) {
      packed.close();
      throw e;
    }
  }

  private static void refuseOther(Path file, byte[] head, String within) {
    Optional<String> other = FileSignature.otherThanText(head);
    if (other.isPresent()) {
      throw new StartFailure(
          "%s must be text in UTF-8 but %s%s".formatted(file, within, other.get()));
    }
  }

  /** Bounds what a small file can become. */
  private static final class Unpacked extends FilterInputStream {
    /** Text of a table becomes 50 times as long at most, unless nearly all of it is the same. */
    private static final long MAX_RATIO = 400;

    private static final long FREE_BYTES = 1L << 28;

    private final Path file;
    private final long packed;
    private long unpacked;

    Unpacked(Path file, InputStream in, long packed) throws IOException {
      super(new GZIPInputStream(in, BUFFER_BYTES));
      this.file = file;
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
      int read = super.read(target, from, count);
      unpacked += Math.max(read, 0);
      if (unpacked > FREE_BYTES && unpacked / MAX_RATIO > packed) {
        throw new StartFailure(
            "%s must become at most %d times as long when it is unpacked but becomes longer: unpack it first if that is meant"
                .formatted(file, MAX_RATIO));
      }
      return read;
    }
  }
}
