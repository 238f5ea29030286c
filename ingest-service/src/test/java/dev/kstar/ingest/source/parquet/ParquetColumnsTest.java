package dev.kstar.ingest.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Fuzz;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.FilePairs;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetColumnsTest {
  private static final int ROWS = 2_000;
  private static final String SCHEMA =
      """
      message pairs {
        optional double a;
        required float b;
        optional binary name (STRING);
        required int32 c;
        optional int64 label;
        optional group emb (LIST) { repeated group list { optional float element; } }
      }\
      """;

  @TempDir Path folder;

  private Path write(CompressionCodecName codec) throws IOException {
    return ParquetBytes.write(
        folder.resolve("a.parquet"),
        SCHEMA,
        codec,
        ROWS,
        (row, i) -> {
          if (i != 3) {
            row.add("a", i == 4 ? Double.NaN : i + 0.5);
          }
          row.add("b", -i * 1f);
          row.add("name", "row " + i);
          row.add("c", i * 2);
          if (i != 5) {
            row.add("label", i == 6 ? 1L << 40 : i % 7L);
          }
          if (i == 1) {
            ParquetBytes.list(row, "emb", List.of());
          } else if (i != 2) {
            List<Float> values = i == 8 ? Arrays.asList(1f, null) : List.of(i * 1f, i + 1f);
            ParquetBytes.list(row, "emb", i == 7 ? List.of(1f, 2f, 3f) : values);
          }
        });
  }

  private Path write() throws IOException {
    return write(CompressionCodecName.UNCOMPRESSED);
  }

  private Path pandas() throws IOException {
    return ParquetBytes.write(
        folder.resolve("pandas.parquet"),
        "message pairs { required int64 __index_level_0__; required float a; required float b; }",
        CompressionCodecName.UNCOMPRESSED,
        ROWS,
        (row, i) -> {
          row.add("__index_level_0__", (long) i * i % 1_009);
          row.add("a", i % 7 * 1f);
          row.add("b", i % 11 * 0.5f);
        });
  }

  private static FilePairs pairs(Piece piece) {
    SourceSettings.Files files =
        new SourceSettings.Files(
            piece, Piece.all(piece.file()), new TreeMap<>(), 1, true, CsvFormat.DEFAULT);
    return FilePairs.open("parquet", files, ParquetColumns::features, ParquetColumns::labels);
  }

  @Test
  void indexOfPandas_nothingChosen_isLeftOut() throws IOException {
    FilePairs pairs = pairs(Piece.all(pandas()));

    assertThat(List.of(pairs.dx(), pairs.dy())).containsExactly(2, 2);
    assertThat(pairs.notes())
        .anyMatch(note -> note.contains("column \"__index_level_0__\" is left out"))
        .anyMatch(note -> note.contains("is x and y"));
  }

  @Test
  void indexOfPandas_chosen_isKeptWithANote() throws IOException {
    FilePairs pairs = pairs(new Piece(pandas(), "__index_level_0__"));

    assertThat(pairs.dx()).isEqualTo(1);
    assertThat(pairs.notes()).anyMatch(note -> note.contains("is kept, since it was chosen"));
  }

  @Test
  void columnsAreChosenByNameInTheOrderAskedFor() throws IOException {
    Features features = ParquetColumns.features(new Piece(write(), "c,a,b"));
    assertThat(features.rows()).isEqualTo(ROWS);
    assertThat(Read.row(features, 1)).containsExactly(2, 1.5f, -1);
    assertThat(Read.row(features, ROWS - 1))
        .containsExactly(2f * (ROWS - 1), ROWS - 0.5f, 1f - ROWS);
  }

  @Test
  void aNullOrANanRejectsItsRowAndNoOther() throws IOException {
    Path file = write();
    Features features = ParquetColumns.features(new Piece(file, "b,a"));
    assertThat(Read.rejection(features, 3))
        .isEqualTo(file + " row 3 column a must be a finite float32 value but was null");
    assertThat(Read.rejection(features, 4))
        .isEqualTo(file + " row 4 column a must be a finite float32 value but was NaN");
    assertThat(Read.row(features, 5)).containsExactly(-5, 5.5f);
  }

  @Test
  void aColumnOfListsIsRead() throws IOException {
    Path file = write();
    Features features = ParquetColumns.features(new Piece(file, "emb"));
    assertThat(features.width()).isEqualTo(2);
    assertThat(features.rows()).isEqualTo(ROWS);
    assertThat(Read.row(features, 0)).containsExactly(0, 1);
    assertThat(Read.row(features, ROWS - 1)).containsExactly(ROWS - 1f, ROWS);
    assertThat(Read.rejection(features, 1)).contains("row 1 column emb[0]").endsWith("was null");
    assertThat(Read.rejection(features, 2)).contains("row 2 column emb[0]");
    assertThat(Read.rejection(features, 7))
        .isEqualTo(
            file + " row 7 column emb must hold 2 values, as its first row does, but held 3");
    assertThat(Read.rejection(features, 8)).contains("row 8 column emb[1]").endsWith("was null");
    assertThat(Read.row(features, 9)).containsExactly(9, 10);
  }

  @ParameterizedTest
  @EnumSource(names = {"SNAPPY", "GZIP", "ZSTD", "LZ4", "LZ4_RAW", "BROTLI"})
  void pagesMayBeCompressed(CompressionCodecName codec) throws IOException {
    Features features = ParquetColumns.features(new Piece(write(codec), "b,c"));
    assertThat(features.rows()).isEqualTo(ROWS);
    assertThat(Read.row(features, ROWS - 1)).containsExactly(1f - ROWS, 2f * (ROWS - 1));
  }

  @Test
  void anotherCompressionIsRefusedByName() throws IOException {
    Piece piece = new Piece(write(CompressionCodecName.LZO), "b");
    assertThatThrownBy(() -> ParquetColumns.features(piece))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("pages are compressed with LZO");
  }

  @Test
  void labelsAreAColumnOfWholeNumbers() throws IOException {
    Path file = write();
    var labels = ParquetColumns.labels(new Piece(file, "label"));
    assertThat(Read.label(labels, 0)).isZero();
    assertThat(Read.label(labels, 13)).isEqualTo(13 % 7);
    assertThat(labels.read(5, new int[1], 0).orElseThrow().reason())
        .isEqualTo(file + " row 5 column label must be an int32 label but was null");
    assertThat(labels.read(6, new int[1], 0).orElseThrow().reason()).endsWith("was " + (1L << 40));
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    Piece piece = new Piece(write(), "a,name");
    assertThatThrownBy(() -> ParquetColumns.features(piece))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            piece
                + " must hold columns of numbers, or one column of lists of numbers (chosen with"
                + " #name), but holds [a (DOUBLE), name (BINARY)]");
    Piece missing = new Piece(piece.file(), "z");
    assertThatThrownBy(() -> ParquetColumns.features(missing))
        .isInstanceOf(StartFailure.class)
        .hasMessage(piece.file() + " must have a column \"z\" but has a, b, name, c, label, emb");
    Piece label = new Piece(piece.file(), "a");
    assertThatThrownBy(() -> ParquetColumns.labels(label))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must name one column of whole numbers");
  }

  @Test
  void noDamageGivesAnythingButAClearError() throws IOException {
    Fuzz.survives(
        write(CompressionCodecName.SNAPPY),
        file -> {
          Read.all(ParquetColumns.features(new Piece(file, "a,b,c")));
          Read.all(ParquetColumns.features(new Piece(file, "emb")));
          Read.all(ParquetColumns.labels(new Piece(file, "label")));
        });
  }
}
