package dev.kstar.ingest.source.npy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Arrays of a .npz file, stored or compressed, each read once into a {@link Spool}. */
public final class Npz {
  private static final String ENDING = ".npy";

  private Npz() {}

  /** Whether a file is one by its name. */
  public static boolean is(Path file) {
    return file.getFileName().toString().endsWith(".npz");
  }

  /** Makes of an array what can be read in any order. */
  private interface Reading<T> {
    T read(Path name, InputStream in) throws IOException;
  }

  /**
   * Reads a matrix of float32 or float64 values.
   *
   * @throws StartFailure when the file holds anything else
   */
  public static Features features(Piece piece) {
    return read(piece, Npz::features);
  }

  /**
   * Reads a vector of labels.
   *
   * @throws StartFailure when the file holds anything else
   */
  public static Labels labels(Piece piece) {
    return read(piece, Npz::labels);
  }

  private static <T> T read(Piece piece, Reading<T> reading) {
    try (ZipFile zip = new ZipFile(piece.file().toFile())) {
      ZipEntry entry = entry(zip, piece);
      Path name = Path.of(piece.file() + "#" + array(entry));
      try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
        return reading.read(name, in);
      }
    } catch (IOException | IllegalArgumentException e) { // the latter for names in no charset
      throw UnreadableFile.failure(piece.file(), "npz", e);
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

  private static Features features(Path name, InputStream in) throws IOException {
    NpyHeader header = NpyHeader.read(name, in);
    header.require(2, NpyFeatures.SIZES, NpyFeatures.WHAT);
    int width = Math.toIntExact(Math.min(header.shape().get(1), Integer.MAX_VALUE));
    boolean doubles = header.type().equals("<f8");
    try (Spool spool = Spool.of(name, width)) {
      float[] row = new float[width];
      for (long i = 0; i < header.shape().get(0); i++) {
        ByteBuffer bytes = row(header, in, i, width * NpyFeatures.SIZES.get(header.type()));
        int broken = -1;
        for (int column = width - 1; column >= 0; column--) {
          row[column] =
              doubles
                  ? (float) bytes.getDouble(column * Double.BYTES)
                  : bytes.getFloat(column * Float.BYTES);
          broken = Float.isFinite(row[column]) ? broken : column;
        }
        if (broken < 0) {
          spool.add(row);
        } else {
          double value =
              doubles
                  ? bytes.getDouble(broken * Double.BYTES)
                  : bytes.getFloat(broken * Float.BYTES);
          spool.reject(nonFinite(name, i, broken, value));
        }
      }
      return spool.features();
    }
  }

  private static RejectedRow nonFinite(Path name, long row, int column, double value) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_NON_FINITE,
        name,
        row,
        column,
        "%s row %d column %d must be a finite float32 value but was %s"
            .formatted(name, row, column, value));
  }

  private static Labels labels(Path name, InputStream in) throws IOException {
    NpyHeader header = NpyHeader.read(name, in);
    header.require(1, NpyLabels.SIZES, NpyLabels.WHAT);
    try (Spool spool = Spool.of(name, 1)) {
      for (long i = 0; i < header.shape().get(0); i++) {
        ByteBuffer bytes = row(header, in, i, NpyLabels.SIZES.get(header.type()));
        long label = NpyLabels.label(header.type(), bytes, 0);
        if (label == (int) label) {
          spool.add((int) label);
        } else {
          spool.reject(NpyLabels.tooLarge(name, i, label));
        }
      }
      return spool.labels();
    }
  }

  private static ByteBuffer row(NpyHeader header, InputStream in, long row, int length)
      throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new StartFailure(
          "%s must hold the values of shape %s (%s) but ends in row %d"
              .formatted(header.file(), header.shape(), header.type(), row));
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
