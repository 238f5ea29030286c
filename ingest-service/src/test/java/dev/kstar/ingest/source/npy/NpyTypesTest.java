package dev.kstar.ingest.source.npy;

import static dev.kstar.ingest.NpyBytes.dictionary;
import static dev.kstar.ingest.NpyBytes.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.NpyBytes;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTypesTest {
  @TempDir Path directory;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("a.npy"), bytes);
  }

  private Features features(String type, String shape, String hex) throws IOException {
    return NpyFeatures.open(write(file(1, dictionary(type, shape), HexFormat.of().parseHex(hex))));
  }

  private Labels labels(String type, String shape, String hex) throws IOException {
    return NpyLabels.open(write(file(1, dictionary(type, shape), HexFormat.of().parseHex(hex))));
  }

  @ParameterizedTest
  @CsvSource({
    "<f2, 003cff7b, 1, 65504",
    ">f2, 3c00c000, 1, -2",
    ">f4, 3f800000c0000000, 1, -2",
    ">f8, 3fb999999999999abff0000000000000, 0.1, -1",
    "|i1, 80ff, -128, -1",
    "|u1, 80ff, 128, 255",
    "|b1, 0001, 0, 1",
    "<i2, 0080ffff, -32768, -1",
    ">u2, 8000ffff, 32768, 65535",
    "<i4, 00000080ffffffff, -2147483648, -1",
    "<u4, 00000080ffffffff, 2147483648, 4294967295",
    ">i4, 0000000a7fffffff, 10, 2147483647",
    "<i8, 0000000000000080ffffffffffffffff, -9223372036854775808, -1",
    "<u8, 0000000000000080ffffffffffffffff, 9223372036854775808, 18446744073709551615",
    ">u8, 000000000000000a0000000001000001, 10, 16777217",
  })
  void features_ofEveryType_keepTheirValues(String type, String hex, String first, String second)
      throws IOException {
    Features features = features(type, "(1, 2)", hex);

    assertThat(Read.row(features, 0))
        .containsExactly(Float.parseFloat(first), Float.parseFloat(second));
  }

  @ParameterizedTest
  @CsvSource({
    "<f2, 003c007c, Infinity",
    ">f4, 3f8000007fc00000, NaN",
    ">f8, 0000000000000000_7e37e43c8800759c, 1.0E300"
  })
  void feature_thatIsNotFinite_rejectsItsRow(String type, String hex, String value)
      throws IOException {
    Features features = features(type, "(1, 2)", hex.replace("_", ""));

    assertThat(Read.rejection(features, 0))
        .isEqualTo(
            directory.resolve("a.npy")
                + " row 0 column 1 must be a finite float32 value but was "
                + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f4", ">f4", "<f8"})
  void matrix_inFortranOrder_isReadByRows(String type) throws IOException {
    int rows = 300;
    byte[] values = new byte[rows * 3 * NpyType.of(type).size()];
    for (int i = 0; i < rows * 3; i++) {
      byte[] value = type.equals("<f8") ? NpyBytes.doubles(i) : NpyBytes.floats(i);
      if (type.startsWith(">")) {
        value = new byte[] {value[3], value[2], value[1], value[0]};
      }
      System.arraycopy(value, 0, values, i * value.length, value.length);
    }
    String header = "{'descr': '%s', 'fortran_order': True, 'shape': (300, 3), }".formatted(type);

    Features features = NpyFeatures.open(write(file(1, header, values)));

    assertThat(features.rows()).isEqualTo(rows);
    assertThat(Read.row(features, 0)).containsExactly(0, 300, 600);
    assertThat(Read.row(features, 299)).containsExactly(299, 599, 899);
  }

  @Test
  void matrix_ofManyBlocksInFortranOrder_isReadByRows() throws IOException {
    int rows = 1_100_000;
    byte[] values = new byte[2 * rows];
    for (int i = 0; i < rows; i++) {
      values[i] = (byte) (i % 101);
      values[rows + i] = (byte) -(i % 103);
    }
    String header = "{'descr': '|i1', 'fortran_order': True, 'shape': (%d, 2), }".formatted(rows);

    Features features = NpyFeatures.open(write(file(1, header, values)));

    for (int row : new int[] {0, 1, 1_048_575, 1_048_576, rows - 1}) {
      assertThat(Read.row(features, row)).containsExactly(row % 101, -(row % 103));
    }
  }

  @Test
  void nan_inFortranOrder_rejectsItsRowAlone() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }";
    byte[] values = NpyBytes.floats(1, 2, 3, Float.NaN);

    Features features = NpyFeatures.open(write(file(1, header, values)));

    assertThat(Read.row(features, 0)).containsExactly(1, 3);
    assertThat(Read.rejection(features, 1)).contains("row 1 column 1").endsWith("was NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "|i1, ff, -1",
    "|u1, ff, 255",
    "|b1, 01, 1",
    "<i2, feff, -2",
    ">i2, fffe, -2",
    "<u2, ffff, 65535",
    ">i4, 00000007, 7",
    "<u4, 07000000, 7",
    "<u8, 0700000000000000, 7",
    ">i8, fffffffffffffff9, -7",
    "<f2, 0042, 3",
    "<f4, 000040c0, -3",
    "<f8, 0000000000000840, 3",
  })
  void labels_ofEveryType_areRead(String type, String hex, int label) throws IOException {
    assertThat(Read.label(labels(type, "(1,)", hex), 0)).isEqualTo(label);
    assertThat(Read.label(labels(type, "(1, 1)", hex), 0)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "<u4, ffffffff, 4294967295",
    "<u8, ffffffffffffffff, 18446744073709551615",
    ">i8, 0000000080000000, 2147483648",
    "<f4, 0000c03f, 1.5",
    "<f8, 000000000000f87f, NaN",
    "<f8, 000000000000f07f, Infinity",
    "<f8, 0000000000e0ef41, 4.27819008E9",
  })
  void label_thatIsNoInt32_rejectsItsRow(String type, String hex, String value) throws IOException {
    Labels labels = labels(type, "(1,)", hex);

    assertThat(labels.read(0, new int[1], 0).orElseThrow().reason())
        .isEqualTo(directory.resolve("a.npy") + " row 0 must be an int32 label but was " + value);
  }

  @Test
  void unsignedLongs_areTheNearestFloats() throws IOException {
    long[] bits = {0x8000_0080_0000_0000L, 0x8000_0080_0000_0001L, -1L, 0x8000_0000_0000_0000L};

    Features features =
        NpyFeatures.open(write(file(1, dictionary("<u8", "(1, 4)"), NpyBytes.longs(bits))));

    float[] nearest = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      nearest[i] = new BigInteger(Long.toUnsignedString(bits[i])).floatValue();
    }
    assertThat(Read.row(features, 0)).isEqualTo(Arrays.copyOf(nearest, bits.length));
  }

  @Test
  void directory_isRefusedInASentence() {
    assertThatThrownBy(() -> NpyFeatures.open(directory))
        .isInstanceOf(StartFailure.class)
        .hasMessage(directory + " cannot be read: it is a directory; name one file");
  }
}
