package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.TemporaryFiles;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Arrays of a .npz file, stored or compressed, each unpacked once into a temporary file. */
public final class Npz {
  private static final String ENDING = ".npy";

  /** Bytes that one byte of deflated data can become at most. */
  private static final int BEST_DEFLATION = 1032;

  private Npz() {}

  /** Whether a file is one by its name. */
  public static boolean is(Path file) {
    return file.getFileName().toString().endsWith(".npz");
  }

  /**
   * Reads a matrix of numbers.
   *
   * @throws StartFailure when the file holds anything else
   */
  public static Features features(Piece piece) {
    return read(piece, NpyHeader::requireFeatures, NpyFeatures::of);
  }

  /**
   * Reads a vector of labels.
   *
   * @throws StartFailure when the file holds anything else
   */
  public static Labels labels(Piece piece) {
    return read(piece, NpyHeader::requireLabels, NpyLabels::of);
  }

  private static <T> T read(Piece piece, Consumer<NpyHeader> require, MappedRows.Use<T> use) {
    try (ZipFile zip = new ZipFile(piece.file().toFile())) {
      ZipEntry entry = entry(zip, piece);
      Path name = Path.of(piece.file() + "#" + array(entry));
      requirePossible(name, entry);
      CheckedInputStream in =
          new CheckedInputStream(
              new BufferedInputStream(zip.getInputStream(entry), 1 << 16), new CRC32());
      try (in) {
        NpyHeader header = NpyHeader.read(name, in);
        require.accept(header);
        header.requireBytes(entry.getSize() - header.dataOffset());
        try (FileChannel values = unpacked(header, in, entry)) {
          return use.with(header, values, 0);
        }
      }
    } catch (IOException | IllegalArgumentException e) { // the latter for names in no charset
      throw UnreadableFile.failure(piece.file(), "npz", e);
    }
  }

  /** Refuses what no compression of ZIP can do, before anything is unpacked. */
  private static void requirePossible(Path name, ZipEntry entry) {
    long most = entry.getMethod() == ZipEntry.STORED ? 1 : BEST_DEFLATION;
    if (entry.getSize() > entry.getCompressedSize() * most) {
      throw new StartFailure(
          "%s must hold what it claims but %d bytes cannot be unpacked from %d"
              .formatted(name, entry.getSize(), entry.getCompressedSize()));
    }
  }

  /**
   * All values behind the header; as many bytes as the header asks for, and their checksum right.
   */
  private static FileChannel unpacked(NpyHeader header, CheckedInputStream in, ZipEntry entry)
      throws IOException {
    long size = entry.getSize() - header.dataOffset();
    FileChannel values = TemporaryFiles.create(header.file(), size);
    try {
      byte[] piece = new byte[1 << 16];
      long copied = 0;
      for (int read = in.read(piece); read >= 0 && copied <= size; read = in.read(piece)) {
        ByteBuffer bytes = ByteBuffer.wrap(piece, 0, read);
        while (bytes.hasRemaining()) {
          values.write(bytes);
        }
        copied += read;
      }
      if (copied != size) {
        throw new StartFailure(
            "%s must hold the values of shape %s (%s) but %s"
                .formatted(
                    header.file(),
                    header.shape(),
                    header.type(),
                    copied < size
                        ? "ends after %d bytes of them".formatted(copied)
                        : "holds more"));
      }
      if (entry.getCrc() != in.getChecksum().getValue()) {
        throw new StartFailure(
            header.file() + " does not match its checksum (CRC), so the file is damaged");
      }
      return values;
    } catch (IOException | RuntimeException e) {
      values.close();
      throw e;
    }
  }

  private static ZipEntry entry(ZipFile zip, Piece piece) {
    List<? extends ZipEntry> arrays =
        zip.stream().filter(entry -> entry.getName().endsWith(ENDING)).toList();
    List<? extends ZipEntry> meant =
        piece.selection().isEmpty()
            ? arrays
            : arrays.stream().filter(entry -> array(entry).equals(piece.selection())).toList();
    if (meant.size() != 1) {
      throw new StartFailure(
          "%s must name one array, as in %s#x; there are %s"
              .formatted(
                  piece,
                  piece.file().getFileName(),
                  Quoted.of(arrays.stream().map(Npz::array).sorted().toList())));
    }
    return meant.get(0);
  }

  private static String array(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().length() - ENDING.length());
  }
}
