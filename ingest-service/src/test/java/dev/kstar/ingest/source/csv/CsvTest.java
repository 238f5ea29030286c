package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.CsvFormat.Header;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Fuzz;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("a.csv"), text);
  }

  private Features features(String text) throws IOException {
    return CsvFeatures.read(Piece.all(write(text)), CsvFormat.DEFAULT);
  }

  @Test
  void rowsAreReadInTheirOrder() throws IOException {
    Features features = features("1,2.5\n-3e-2,+4\n");
    assertThat(features.rows()).isEqualTo(2);
    assertThat(Read.row(features, 0)).containsExactly(1, 2.5f);
    assertThat(Read.row(features, 1)).containsExactly(-0.03f, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n", "\"a\",\"b\"\r\n", "id,2\n", "\uFEFFa,b\n"})
  void aFirstRowWithWordsIsAHeader(String header) throws IOException {
    Features features = features(header + "1,2\n");
    assertThat(features.rows()).isEqualTo(1);
    assertThat(Read.row(features, 0)).containsExactly(1, 2);
  }

  @Test
  void aByteOrderMarkDoesNotHideTheFirstRow() throws IOException {
    assertThat(Read.row(features("\uFEFF1,2\n3,4\n"), 0)).containsExactly(1, 2);
  }

  @Test
  void quotesAndSpacesAroundNumbersDoNotMatter() throws IOException {
    assertThat(Read.row(features("\"1\", 2 \n"), 0)).containsExactly(1, 2);
  }

  @Test
  void gzippedTextIsReadAsText() throws IOException {
    Path file = directory.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Read.row(CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT), 0))
        .containsExactly(1, 2);
  }

  @Test
  void aWordRejectsItsRowWithLineAndColumn() throws IOException {
    Features features = features("a,b\n1,2\n3,four\n5,6\n");
    assertThat(Read.rejection(features, 1))
        .isEqualTo(
            directory.resolve("a.csv")
                + " line 3 column 2 must be a finite float32 value but was \"four\"");
    assertThat(Read.row(features, 2)).containsExactly(5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "inf", "-Infinity", "1e39", "", "0x1p3", "1f", "1d"})
  void whatIsNoFiniteNumberRejectsItsRow(String cell) throws IOException {
    assertThat(Read.rejection(features("1,2\n3," + cell + "\n"), 1))
        .endsWith("line 2 column 2 must be a finite float32 value but was \"" + cell + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN,2", "1,inf", ",2"})
  void aFirstRowWithoutWordsIsNoHeader(String first) throws IOException {
    Features features = features(first + "\n3,4\n");
    assertThat(features.rows()).isEqualTo(2);
    assertThat(Read.rejection(features, 0)).contains("line 1 column");
  }

  @Test
  void aRowOfAnotherLengthIsRejected() throws IOException {
    Features features = features("1,2\n3\n4,5,6\n7,8\n");
    assertThat(Read.rejection(features, 1))
        .endsWith("line 2 must hold 2 values, as its first row does, but held 1");
    assertThat(Read.rejection(features, 2))
        .endsWith("line 3 must hold 2 values, as its first row" + " does, but held 3");
    assertThat(Read.row(features, 3)).containsExactly(7, 8);
  }

  @Test
  void aBlankLineIsNoRow() throws IOException {
    Features features = features("1,2\n\n3,4\n");
    assertThat(features.rows()).isEqualTo(2);
    assertThat(Read.row(features, 1)).containsExactly(3, 4);
  }

  @Test
  void anUnclosedQuoteBreaksItsOwnRowOnly() throws IOException {
    Features features = features("1,2\n\"3,4\n5,6\n");
    assertThat(features.rows()).isEqualTo(3);
    assertThat(Read.rejection(features, 1)).contains("line 2 column 1");
    assertThat(Read.row(features, 2)).containsExactly(5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b\n"})
  void aFileWithoutARowIsRefused(String text) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT))
        .isInstanceOf(StartFailure.class)
        .hasMessage(file + " must hold at least one row of values but holds none");
  }

  @Test
  void aFileThatIsNotGzippedButSaysSoIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv.gz"), "1,2\n");
    assertThatThrownBy(() -> CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(file + " cannot be read");
  }

  @Test
  void labelsAreWholeNumbers() throws IOException {
    Labels labels = CsvLabels.read(Piece.all(write("digit\n7\n-1\n2.5\n1,2\n")), CsvFormat.DEFAULT);
    int[] read = new int[2];
    assertThat(labels.read(0, read, 0)).isEmpty();
    assertThat(labels.read(1, read, 1)).isEmpty();
    assertThat(read).containsExactly(7, -1);
    assertThat(labels.read(2, read, 0).orElseThrow().reason())
        .endsWith("line 4 must hold one whole number (int32) but held \"2.5\"");
    assertThat(labels.read(3, read, 0).orElseThrow().reason()).endsWith("but held \"1,2\"");
    assertThat(labels.rows()).isEqualTo(4);
  }

  private Features chosen(String text, String selection, char delimiter, Header header)
      throws IOException {
    return CsvFeatures.read(new Piece(write(text), selection), new CsvFormat(delimiter, header));
  }

  @Test
  void columnsAreChosenByNameByPlaceAndByTheStartOfTheirNames() throws IOException {
    String text = "id,gene_a,gene_b,protein\nc1,1,2,3\nc2,4,x,6\n";
    assertThat(Read.row(chosen(text, "protein,gene_*", ',', Header.AUTO), 0))
        .containsExactly(3, 1, 2);
    assertThat(Read.row(chosen(text, "2-3", ',', Header.AUTO), 0)).containsExactly(1, 2);
    assertThat(Read.row(chosen(text, "protein", ',', Header.AUTO), 1)).containsExactly(6);
    assertThat(Read.rejection(chosen(text, "gene_b", ',', Header.AUTO), 1))
        .endsWith("line 3 column 3 must be a finite float32 value but was \"x\"");
  }

  @Test
  void aColumnThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> chosen("a,b\n1,2\n", "c", ',', Header.AUTO))
        .isInstanceOf(StartFailure.class)
        .hasMessageEndingWith("a.csv must have a column \"c\" but has a, b");
    assertThatThrownBy(() -> chosen("1,2\n", "3", ',', Header.AUTO))
        .isInstanceOf(StartFailure.class)
        .hasMessageEndingWith("must have a column \"3\" but has 2 columns without names");
    assertThatThrownBy(() -> chosen("a,b\n1,2\n", "a,1", ',', Header.AUTO))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("each column must be chosen once");
  }

  @Test
  void anyDelimiterSeparatesAndAQuotedOneDoesNot() throws IOException {
    assertThat(Read.row(chosen("a;b\n1;2\n", "", ';', Header.AUTO), 0)).containsExactly(1, 2);
    assertThat(Read.row(chosen("1\t2\n", "", '\t', Header.AUTO), 0)).containsExactly(1, 2);
    assertThat(Read.row(chosen("\"a, \"\"b\"\"\",c\n1,2\n", "c", ',', Header.AUTO), 0))
        .containsExactly(2);
    assertThat(Read.row(chosen("\"a, \"\"b\"\"\",c\n1,2\n", "1", ',', Header.AUTO), 0))
        .containsExactly(1);
  }

  @Test
  void aHeaderOfNumbersIsOneWhenItIsSaidToBe() throws IOException {
    assertThat(chosen("1,2\n3,4\n", "", ',', Header.YES).rows()).isEqualTo(1);
    assertThat(chosen("1,2\n3,4\n", "", ',', Header.NO).rows()).isEqualTo(2);
    assertThat(Read.rejection(chosen("a,2\n3,4\n", "", ',', Header.NO), 0)).contains("\"a\"");
  }

  @Test
  void aColumnOfLabelsIsChosenByName() throws IOException {
    Path file = write("x,digit\n0.5,7\n0.5,b\n0.5\n");
    Labels labels = CsvLabels.read(new Piece(file, "digit"), CsvFormat.DEFAULT);
    int[] read = new int[1];
    assertThat(labels.read(0, read, 0)).isEmpty();
    assertThat(read).containsExactly(7);
    assertThat(labels.read(1, read, 0).orElseThrow().reason())
        .endsWith("line 3 column 2 must hold one whole number (int32) but held \"b\"");
    assertThat(labels.read(2, read, 0)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyKindOfLineEndEndsALine(String end) throws IOException {
    Features features = features("1,2" + end + "3" + end + end + "5,6");
    assertThat(features.rows()).isEqualTo(3);
    assertThat(Read.row(features, 2)).containsExactly(5, 6);
    assertThat(Read.rejection(features, 1)).contains("line 2 must hold 2 values");
  }

  @Test
  void everyNumberIsRoundedAsJavaRoundsIt() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      double value =
          Double.longBitsToDouble(random.nextLong() & 0x801fffffffffffffL | 0x3f00000000000000L);
      float narrow = Float.intBitsToFloat(random.nextInt() & 0x807fffff | 0x3f000000);
      String cell =
          switch (i % 6) {
            case 0 -> String.valueOf(value);
            case 1 -> String.valueOf(narrow);
            case 2 -> String.format(Locale.ROOT, "%." + random.nextInt(20) + "f", value * 1000);
            case 3 ->
                String.format(Locale.ROOT, "%.12e", value * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> String.format(Locale.ROOT, "%.18e", value); // as numpy.savetxt
            // half-way between two floats, and a little to either side
            default ->
                new BigDecimal(narrow)
                        .add(new BigDecimal(Math.nextUp(narrow)))
                        .divide(BigDecimal.valueOf(2))
                        .toPlainString()
                    + (i % 2 == 0 ? "" : "000000001");
          };
      cells.add(cell);
      text.append(cell).append('\n');
    }
    Features features = features(text.toString());
    for (int i = 0; i < cells.size(); i++) {
      float expected = (float) Double.parseDouble(cells.get(i));
      if (Float.isFinite(expected)) {
        assertThat(Read.row(features, i)).as(cells.get(i)).containsExactly(expected);
      }
    }
  }

  @Test
  void aLineThatIsLongerThanTheBufferIsReadAsOne() throws IOException {
    int width = 200_000;
    String line = "1.25,".repeat(width - 1) + "2.5\n";
    Features features = features(line + line);
    assertThat(features.width()).isEqualTo(width);
    assertThat(Read.row(features, 1)).startsWith(1.25f).endsWith(2.5f);
  }

  @Test
  void noDamageGivesAnythingButAClearError() throws IOException {
    Path file = write("a,\"b\",digit\n" + "1.5,-2e3,4\n\"7\",8,9\n".repeat(40));
    Fuzz.survives(
        file,
        damaged -> {
          Read.all(CsvFeatures.read(Piece.all(damaged), CsvFormat.DEFAULT));
          Read.all(CsvFeatures.read(new Piece(damaged, "1-2"), CsvFormat.DEFAULT));
          Read.all(CsvLabels.read(new Piece(damaged, "3"), CsvFormat.DEFAULT));
        });
  }

  @Test
  void noDamageOfGzippedTextGivesAnythingButAClearError() throws IOException {
    Path file = directory.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("1,2\n3,4\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    Fuzz.survives(
        file, damaged -> Read.all(CsvFeatures.read(Piece.all(damaged), CsvFormat.DEFAULT)));
  }
}
