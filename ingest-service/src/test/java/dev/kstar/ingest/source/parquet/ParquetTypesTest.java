package dev.kstar.ingest.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTypesTest {
  @TempDir Path directory;

  private Path write(String fields, ParquetBytes.Filling filling) throws IOException {
    return write(fields, filling, Map.of());
  }

  private Path write(String fields, ParquetBytes.Filling filling, Map<String, String> metadata)
      throws IOException {
    return ParquetBytes.write(
        directory.resolve("t.parquet"),
        "message t { " + fields + " }",
        1,
        filling,
        builder -> builder.withExtraMetaData(metadata));
  }

  private Features read(String fields, ParquetBytes.Filling filling) throws IOException {
    return ParquetColumns.features(Piece.all(write(fields, filling)));
  }

  @ParameterizedTest
  @CsvSource({
    "'INTEGER(8,true)', -128, -128",
    "'INTEGER(16,true)', -32768, -32768",
    "'INTEGER(32,true)', -2147483648, -2147483648",
    "'INTEGER(8,false)', 255, 255",
    "'INTEGER(16,false)', 65535, 65535",
    "'INTEGER(32,false)', -1, 4294967295",
  })
  void int32_ofAnyLogicalType_keepsItsValue(String type, int stored, double value)
      throws IOException {
    Features features =
        read("required int32 v (%s);".formatted(type), (r, i) -> r.add("v", stored));

    assertThat(Read.row(features, 0)).containsExactly((float) value);
  }

  @ParameterizedTest
  @CsvSource({
    "'(INTEGER(64,true))', -9223372036854775808, -9223372036854775808",
    "'(INTEGER(64,false))', -1, 18446744073709551615",
    "'(INTEGER(64,false))', -9223372036854775808, 9223372036854775808",
    "'', 16777217, 16777216",
  })
  void int64_ofAnyLogicalType_keepsItsValue(String type, long stored, BigInteger value)
      throws IOException {
    Features features = read("required int64 v %s;".formatted(type), (r, i) -> r.add("v", stored));

    assertThat(Read.row(features, 0)).containsExactly(value.floatValue());
  }

  @ParameterizedTest
  @CsvSource({"'INTEGER(8,true)', 128", "'INTEGER(8,false)', 256", "'INTEGER(16,false)', -1"})
  void smallInteger_beyondItsType_rejectsItsRow(String type, int stored) throws IOException {
    Features features =
        read("required int32 v (%s);".formatted(type), (r, i) -> r.add("v", stored));

    assertThat(Read.rejection(features, 0)).contains("which is beyond INT32 " + type);
  }

  private static void addDecimals(Group row) {
    row.add("a", -12_345);
    row.add("b", 123_456_789_012L);
    row.add("c", Binary.fromConstantByteArray(BigInteger.valueOf(-250).toByteArray()));
    byte[] unscaled = new byte[16];
    unscaled[15] = 77;
    row.add("d", Binary.fromConstantByteArray(unscaled));
  }

  @Test
  void decimal_ofEveryPhysicalType_isRead() throws IOException {
    Features features =
        read(
            """
            required int32 a (DECIMAL(9,4)); required int64 b (DECIMAL(18,3));
            required binary c (DECIMAL(10,2)); required fixed_len_byte_array(16) d (DECIMAL(38,1));
            """,
            (row, i) -> addDecimals(row));

    assertThat(features.notes()).isEmpty();
    assertThat(Read.row(features, 0)).containsExactly(-1.2345f, 123456789.012f, -2.5f, 7.7f);
  }

  @ParameterizedTest
  @CsvSource({
    "0x3c00, 1",
    "0xc000, -2",
    "0x7bff, 65504",
    "0x0001, 5.9604645E-8",
    "0x03ff, 6.0975552E-5",
    "0x0400, 6.1035156E-5",
    "0x8000, -0.0",
    "0x3555, 0.33325195",
  })
  void float16_isRead(int bits, float value) throws IOException {
    byte[] bytes = {(byte) bits, (byte) (bits >> 8)};

    Features features =
        read(
            "required fixed_len_byte_array(2) v (FLOAT16);",
            (row, i) -> row.add("v", Binary.fromConstantByteArray(bytes)));

    assertThat(Read.row(features, 0)).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7c00, 0xfc00, 0x7e01})
  void float16_thatIsNotFinite_rejectsItsRow(int bits) throws IOException {
    byte[] bytes = {(byte) bits, (byte) (bits >> 8)};

    Features features =
        read(
            "required fixed_len_byte_array(2) v (FLOAT16);",
            (row, i) -> row.add("v", Binary.fromConstantByteArray(bytes)));

    assertThat(Read.rejection(features, 0)).contains("must be a finite float32 value");
  }

  @Test
  void boolean_isReadAsZeroOrOne() throws IOException {
    Features features =
        read(
            "required boolean yes; required boolean no;",
            (row, i) -> {
              row.add("yes", true);
              row.add("no", false);
            });

    assertThat(Read.row(features, 0)).containsExactly(1, 0);
  }

  private static final String MIXED =
      """
      required float a; required binary s (STRING); required int64 t (TIMESTAMP(MICROS,true));
      required int32 d (DATE); required int96 old; required group g { required float p; required float q; }
      required group m (LIST) { repeated group list { required group e (LIST)
        { repeated group list { required float element; } } } }
      """;

  private static void addMixed(Group row) {
    row.add("a", 1f);
    row.add("s", "text");
    row.add("t", 5L);
    row.add("d", 6);
    row.add("old", Binary.fromConstantByteArray(new byte[12]));
    row.addGroup("g").append("p", 1f).append("q", 2f);
    row.addGroup("m");
  }

  @Test
  void columnsOfOtherTypes_withoutSelection_areNamed() throws IOException {
    Path file = write(MIXED, (row, i) -> addMixed(row));

    Features features = ParquetColumns.features(Piece.all(file));

    assertThat(Read.row(features, 0)).containsExactly(1);
    assertThat(features.notes())
        .containsExactly(
            file
                + ": left out s (BINARY), t (INT64 TIMESTAMP(MICROS,true)), d (INT32 DATE), old"
                + " (INT96), g (a structure of 2), m (lists of lists of FLOAT); choose columns with"
                + " #name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "t;t (INT64 TIMESTAMP(MICROS,true))",
        "d;d (INT32 DATE)",
        "old;old (INT96)",
        "m;m (lists of lists of FLOAT)"
      })
  void columnOfOtherType_whenChosen_isRefused(String name, String type) throws IOException {
    Piece piece = new Piece(write(MIXED, (row, i) -> addMixed(row)), name);

    assertThatThrownBy(() -> ParquetColumns.features(piece))
        .isInstanceOf(StartFailure.class)
        .hasMessageEndingWith("but holds [" + type + "]");
  }

  @Test
  void fileWithoutNumbers_isRefusedWithItsTypes() throws IOException {
    Piece piece = Piece.all(write("required binary s (STRING);", (row, i) -> row.add("s", "x")));

    assertThatThrownBy(() -> ParquetColumns.features(piece))
        .isInstanceOf(StartFailure.class)
        .hasMessageEndingWith("but holds [s (BINARY)]");
  }

  private static final String INDEXED = "required int64 i; required float a;";
  private static final Map<String, String> PANDAS =
      Map.of("pandas", "{\"index_columns\": [\"i\", {\"kind\": \"range\"}]}");

  private static void addIndexed(Group row) {
    row.add("i", 7L);
    row.add("a", 1f);
  }

  @Test
  void pandasIndex_withoutSelection_isLeftOut() throws IOException {
    Path file = write(INDEXED, (row, i) -> addIndexed(row), PANDAS);

    Features features = ParquetColumns.features(Piece.all(file));

    assertThat(Read.row(features, 0)).containsExactly(1);
    assertThat(features.notes())
        .containsExactly(
            file + ": left out i (the index of a pandas table); choose columns with #name");
  }

  @Test
  void pandasIndex_whenChosen_isRead() throws IOException {
    Path file = write(INDEXED, (row, i) -> addIndexed(row), PANDAS);

    Features features = ParquetColumns.features(new Piece(file, "i,a"));

    assertThat(Read.row(features, 0)).containsExactly(7, 1);
    assertThat(features.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "[]", "{\"index_columns\": 3}", ""})
  void pandasMetadata_thatIsDamaged_leavesNothingOut(String json) throws IOException {
    Path file = write(INDEXED, (row, i) -> addIndexed(row), Map.of("pandas", json));

    assertThat(ParquetColumns.features(Piece.all(file)).width()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int32 v (INTEGER(8,true));3",
        "int32 v (INTEGER(16,false));3",
        "int64 v;3",
        "int64 v (INTEGER(64,false));3",
        "float v;3",
        "double v;3",
        "int32 v (DECIMAL(4,1));30"
      })
  void labels_ofWholeNumbersOfAnyType_areRead(String field, int stored) throws IOException {
    Labels labels = labels(field, stored);

    assertThat(Read.label(labels, 0)).isEqualTo(3);
  }

  private Labels labels(String field, int stored) throws IOException {
    Path file =
        write(
            "required " + field + ";",
            (row, i) -> {
              switch (field.substring(0, field.indexOf(' '))) {
                case "int64" -> row.add("v", (long) stored);
                case "float" -> row.add("v", (float) stored);
                case "double" -> row.add("v", (double) stored);
                default -> row.add("v", stored);
              }
            });
    return ParquetColumns.labels(new Piece(file, "v"));
  }

  @Test
  void labels_beyondInt32_areRejectedWithTheirTrueValue() throws IOException {
    Labels labels = labels("int32 v (INTEGER(32,false))", -1);

    assertThat(labels.read(0, new int[1], 0).orElseThrow().reason())
        .endsWith("row 0 column v must be an int32 label but was 4294967295");
  }

  @Test
  void labels_ofBooleans_areZeroAndOne() throws IOException {
    Path file = write("required boolean v;", (row, i) -> row.add("v", true));

    assertThat(Read.label(ParquetColumns.labels(new Piece(file, "v")), 0)).isEqualTo(1);
  }

  @Test
  void labels_ofText_areRefused() throws IOException {
    Path file = write("required binary v (STRING);", (row, i) -> row.add("v", "cat"));

    assertThatThrownBy(() -> ParquetColumns.labels(new Piece(file, "v")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must name one column of whole numbers")
        .hasMessageEndingWith(List.of("v (BINARY)").toString());
  }
}
