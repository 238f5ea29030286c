package dev.kstar.ingest.source.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.NpyBytes;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Fuzz;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.TemporaryFiles;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;

  private static final byte[] X =
      NpyBytes.file(
          1, NpyBytes.dictionary("<f4", "(3, 2)"), NpyBytes.floats(1, 2, 3, Float.NaN, 5, 6));
  private static final byte[] Y =
      NpyBytes.file(1, NpyBytes.dictionary("<f8", "(3, 1)"), NpyBytes.doubles(0.5, 1e300, -0.25));
  private static final byte[] LABELS =
      NpyBytes.file(1, NpyBytes.dictionary("<i8", "(3,)"), NpyBytes.longs(7, 1L << 40, -1));

  private Path write(int method) throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, method, "x.npy", X);
      put(zip, method, "y.npy", Y);
      put(zip, method, "labels.npy", LABELS);
    }
    return file;
  }

  private static void put(ZipOutputStream zip, int method, String name, byte[] bytes)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    entry.setMethod(method);
    entry.setSize(bytes.length);
    if (method == ZipEntry.STORED) {
      entry.setCompressedSize(bytes.length);
    }
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void anArrayIsReadByItsName(int method) throws IOException {
    Path file = write(method);
    Features x = Npz.features(new Piece(file, "x"));
    assertThat(Read.row(x, 0)).containsExactly(1, 2);
    assertThat(Read.row(x, 2)).containsExactly(5, 6);
    assertThat(Read.row(Npz.features(new Piece(file, "y")), 2)).containsExactly(-0.25f);
    Labels labels = Npz.labels(new Piece(file, "labels"));
    assertThat(Read.label(labels, 0)).isEqualTo(7);
    assertThat(Read.label(labels, 2)).isEqualTo(-1);
  }

  @Test
  void aRowThatCannotBeUsedIsNamedWithItsArray() throws IOException {
    Path file = write(ZipEntry.DEFLATED);
    assertThat(Read.rejection(Npz.features(new Piece(file, "x")), 1))
        .isEqualTo(file + "#x row 1 column 1 must be a finite float32 value but was NaN");
    assertThat(Read.rejection(Npz.features(new Piece(file, "y")), 1))
        .isEqualTo(file + "#y row 1 column 0 must be a finite float32 value but was 1.0E300");
    assertThat(Npz.labels(new Piece(file, "labels")).read(1, new int[1], 0).orElseThrow().reason())
        .isEqualTo(file + "#labels row 1 must be an int32 label but was " + (1L << 40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "z"})
  void anArrayThatIsNotNamedIsAskedFor(String selection) throws IOException {
    Piece piece = new Piece(write(ZipEntry.DEFLATED), selection);
    assertThatThrownBy(() -> Npz.features(piece))
        .isInstanceOf(StartFailure.class)
        .hasMessage(piece + " must name one array, as in a.npz#x; there are [labels, x, y]");
  }

  /** The place of a 4-byte number that is there once a local header and once the directory. */
  private static int lastIndexOf(byte[] bytes, int number) {
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = bytes.length - Integer.BYTES; at >= 0; at--) {
      if (little.getInt(at) == number) {
        return at;
      }
    }
    throw new IllegalArgumentException(number + " is not there");
  }

  private Path single(int method, byte[] array) throws IOException {
    Path file = folder.resolve("single.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, method, "x.npy", array);
    }
    return file;
  }

  private void refuses(Path file, String reason) {
    assertThatThrownBy(() -> Npz.features(Piece.all(file)))
        .isInstanceOf(StartFailure.class)
        .hasMessage(file + reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void checksum_thatDoesNotMatch_isRefused(int method) throws IOException {
    Path file = single(method, X);
    byte[] bytes = Files.readAllBytes(file);
    CRC32 checksum = new CRC32();
    checksum.update(X);
    bytes[lastIndexOf(bytes, (int) checksum.getValue())] ^= 1;
    Files.write(file, bytes);

    refuses(file, "#x does not match its checksum (CRC), so the file is damaged");
  }

  @Test
  void storedValue_thatChanged_isRefused() throws IOException {
    Path file = single(ZipEntry.STORED, X);
    byte[] bytes = Files.readAllBytes(file);
    bytes[lastIndexOf(bytes, Float.floatToIntBits(6))] ^= 1;
    Files.write(file, bytes);

    refuses(file, "#x does not match its checksum (CRC), so the file is damaged");
  }

  @Test
  void shape_beyondTheEntry_isRefusedBeforeUnpacking() throws IOException {
    byte[] values = NpyBytes.floats(1, 2);
    String dictionary = NpyBytes.dictionary("<f4", "(500000000000, 2)");

    refuses(
        single(ZipEntry.DEFLATED, NpyBytes.file(1, dictionary, values)),
        "#x must hold the values of shape [500000000000, 2] (<f4) but holds 8 bytes of them");
  }

  @Test
  void size_thatNoCompressionReaches_isRefused() throws IOException {
    Path file = single(ZipEntry.DEFLATED, X);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(lastIndexOf(bytes, X.length), Integer.MAX_VALUE);
    Files.write(file, bytes);

    assertThatThrownBy(() -> Npz.features(Piece.all(file)))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(
            file + "#x must hold what it claims but 2147483647 bytes cannot be unpacked from ");
  }

  @Test
  void arrayLargerThanTheDisk_isRefusedBeforeUnpacking() {
    assertThatThrownBy(() -> TemporaryFiles.create(Path.of("a.npz#x"), Long.MAX_VALUE))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("a.npz#x takes 8796093022207 MB when it is unpacked but ")
        .hasMessageContaining("java.io.tmpdir");
  }

  @Test
  void matrixInFortranOrder_isReadByRows() throws IOException {
    String dictionary = "{'descr': '>i2', 'fortran_order': True, 'shape': (3, 2), }";
    byte[] values = {0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6};

    Features x =
        Npz.features(Piece.all(single(ZipEntry.DEFLATED, NpyBytes.file(1, dictionary, values))));

    assertThat(Read.row(x, 0)).containsExactly(1, 4);
    assertThat(Read.row(x, 2)).containsExactly(3, 6);
  }

  @Test
  void directory_isRefusedInASentence() {
    refuses(folder, " cannot be read: it is a directory; name one file");
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void noDamageGivesAnythingButAClearError(int method) throws IOException {
    Fuzz.survives(
        write(method),
        file -> {
          Read.all(Npz.features(new Piece(file, "x")));
          Read.all(Npz.labels(new Piece(file, "labels")));
        });
  }

  @Test
  void noDamageOfAnArrayGivesAnythingButAClearError() throws IOException {
    Path x = Files.write(folder.resolve("x.npy"), X);
    Fuzz.survives(x, file -> Read.all(NpyFeatures.open(file)));
    Path labels = Files.write(folder.resolve("l.npy"), LABELS);
    Fuzz.survives(labels, file -> Read.all(NpyLabels.open(file)));
  }
}
