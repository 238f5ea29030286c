package dev.kstar.ingest.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.service.StartFailure;
import dev.kstar.testing.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetDamageTest {
  private static final int ROWS = 24;
  private static final float FIRST = 1234.5f;
  private static final String LISTS =
      "message t { required group v (LIST) { repeated group list { optional float element; } } }";
  private static final String FLAT = "message t { optional float v; }";

  @TempDir Path directory;

  private Path lists(boolean checksums, WriterVersion version) throws IOException {
    return ParquetBytes.write(
        directory.resolve("a.parquet"),
        LISTS,
        ROWS,
        (row, i) -> ParquetBytes.list(row, "v", List.of(FIRST + 2 * i, FIRST + 2 * i + 1)),
        builder ->
            builder
                .withPageWriteChecksumEnabled(checksums)
                .withDictionaryEncoding(false)
                .withWriterVersion(version));
  }

  private Path flat(boolean checksums, WriterVersion version) throws IOException {
    return ParquetBytes.write(
        directory.resolve("a.parquet"),
        FLAT,
        ROWS,
        (row, i) -> {
          if (i % 5 != 4) {
            row.add("v", FIRST + i);
          }
        },
        builder ->
            builder
                .withPageWriteChecksumEnabled(checksums)
                .withDictionaryEncoding(false)
                .withWriterVersion(version));
  }

  /** Where the first value stands; the levels lie before it. */
  private static int firstValue(byte[] bytes) {
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (little.getFloat(at) != FIRST) {
      at++;
    }
    return at;
  }

  private static Features open(Path file) {
    return ParquetColumns.features(new Piece(file, "v"));
  }

  @ParameterizedTest
  @EnumSource
  void damagedLevels_ofLists_neverGiveOtherRows(WriterVersion version) throws IOException {
    assertNoBitGivesOtherRows(lists(false, version));
  }

  @ParameterizedTest
  @EnumSource
  void damagedLevels_ofNumbers_neverGiveOtherRows(WriterVersion version) throws IOException {
    assertNoBitGivesOtherRows(flat(false, version));
  }

  /** Every bit between the start of the file and the first value: page header and levels. */
  private void assertNoBitGivesOtherRows(Path valid) throws IOException {
    Features truth = open(valid);
    byte[] bytes = Files.readAllBytes(valid);
    int refused = 0;
    for (int bit = 0; bit < firstValue(bytes) * Byte.SIZE; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Path file = Files.write(directory.resolve("damaged-%d.parquet".formatted(bit)), damaged);
      try {
        assertSameRows(truth, open(file));
      } catch (StartFailure e) {
        assertThat(e.getMessage())
            .startsWith(file.toString())
            .doesNotContain("\n", "org.", "java.");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static void assertSameRows(Features expected, Features actual) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    for (long row = 0; row < expected.rows(); row++) {
      float[] values = values(actual, row);
      if (values.length > 0) {
        assertThat(values).isEqualTo(values(expected, row));
      }
    }
  }

  /** Empty for a row that is rejected. */
  private static float[] values(Features features, long row) {
    byte[] bytes = new byte[features.width() * Float.BYTES];
    if (features.read(new long[] {row}, 1, bytes) != 0) {
      return new float[0];
    }
    Float32Vector vector = new Float32Vector(features.width());
    vector.move(bytes, 0);
    return Vectors.values(vector);
  }

  @ParameterizedTest
  @EnumSource
  void checksumThatDoesNotMatch_isRefusedWithItsColumn(WriterVersion version) throws IOException {
    Path file = flat(true, version);
    byte[] bytes = Files.readAllBytes(file);
    bytes[firstValue(bytes)] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            file
                + " cannot be read as Parquet: column v, row group 0: the checksum (CRC) of a page"
                + " does not match, so the file is damaged");
  }

  @Test
  void fileThatIsCutOff_isRefusedInASentence() throws IOException {
    Path file = flat(true, WriterVersion.PARQUET_1_0);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            file + " must be a whole Parquet file but does not end like one; it may be cut off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK and the rest of a zip file"})
  void otherFile_isRefusedInASentence(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("a.parquet"), text);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(file + " must be a Parquet file but is ");
  }

  @Test
  void directory_isRefusedInASentence() {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessage(directory + " cannot be read: it is a directory; name one file");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1 << 30, Integer.MAX_VALUE})
  void pageThatClaimsMoreThanTheHeap_isRefused(int size) {
    Codecs codecs = new Codecs(1 << 20);
    var snappy = codecs.getDecompressor(CompressionCodecName.SNAPPY);

    assertThatThrownBy(() -> snappy.decompress(BytesInput.from(new byte[] {4, 0, 0, 0}), size))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a page must take at most 1048576 bytes of memory but claims %d; write smaller pages",
            size);
  }
}
