package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return CsvFeatures.read(write(text));
  }

  private static float[] row(Features features, long row) {
    float[] values = new float[features.width()];
    assertThat(features.read(row, values)).isEmpty();
    return values;
  }

  private static String rejection(Features features, long row) {
    return features.read(row, new float[features.width()]).orElseThrow().reason();
  }

  @Test
  void rowsAreReadInTheirOrder() throws IOException {
    Features features = features("1,2.5\n-3e-2,+4\n");
    assertThat(features.rows()).isEqualTo(2);
    assertThat(row(features, 0)).containsExactly(1, 2.5f);
    assertThat(row(features, 1)).containsExactly(-0.03f, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n", "\"a\",\"b\"\r\n", "id,2\n", "\uFEFFa,b\n"})
  void aFirstRowWithWordsIsAHeader(String header) throws IOException {
    Features features = features(header + "1,2\n");
    assertThat(features.rows()).isEqualTo(1);
    assertThat(row(features, 0)).containsExactly(1, 2);
  }

  @Test
  void aByteOrderMarkDoesNotHideTheFirstRow() throws IOException {
    assertThat(row(features("\uFEFF1,2\n3,4\n"), 0)).containsExactly(1, 2);
  }

  @Test
  void quotesAndSpacesAroundNumbersDoNotMatter() throws IOException {
    assertThat(row(features("\"1\", 2 \n"), 0)).containsExactly(1, 2);
  }

  @Test
  void gzippedTextIsReadAsText() throws IOException {
    Path file = directory.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(row(CsvFeatures.read(file), 0)).containsExactly(1, 2);
  }

  @Test
  void aWordRejectsItsRowWithLineAndColumn() throws IOException {
    Features features = features("a,b\n1,2\n3,four\n5,6\n");
    assertThat(rejection(features, 1))
        .isEqualTo(
            directory.resolve("a.csv")
                + " line 3 column 2 must be a finite float32 value but was \"four\"");
    assertThat(row(features, 2)).containsExactly(5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "inf", "-Infinity", "1e39", "", "0x1p3", "1f", "1d"})
  void whatIsNoFiniteNumberRejectsItsRow(String cell) throws IOException {
    assertThat(rejection(features("1,2\n3," + cell + "\n"), 1))
        .endsWith("line 2 column 2 must be a finite float32 value but was \"" + cell + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN,2", "1,inf", ",2"})
  void aFirstRowWithoutWordsIsNoHeader(String first) throws IOException {
    Features features = features(first + "\n3,4\n");
    assertThat(features.rows()).isEqualTo(2);
    assertThat(rejection(features, 0)).contains("line 1 column");
  }

  @Test
  void aRowOfAnotherLengthIsRejected() throws IOException {
    Features features = features("1,2\n3\n4,5,6\n7,8\n");
    assertThat(rejection(features, 1))
        .endsWith("line 2 must hold 2 values, as its first row does, but held 1");
    assertThat(rejection(features, 2))
        .endsWith("line 3 must hold 2 values, as its first row" + " does, but held 3");
    assertThat(row(features, 3)).containsExactly(7, 8);
  }

  @Test
  void aBlankLineIsARowSoThatNoneIsShifted() throws IOException {
    Features features = features("1,2\n\n3,4\n");
    assertThat(features.rows()).isEqualTo(3);
    assertThat(row(features, 2)).containsExactly(3, 4);
  }

  @Test
  void anUnclosedQuoteBreaksItsOwnRowOnly() throws IOException {
    Features features = features("1,2\n\"3,4\n5,6\n");
    assertThat(features.rows()).isEqualTo(3);
    assertThat(rejection(features, 1)).contains("line 2 column 1");
    assertThat(row(features, 2)).containsExactly(5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b\n"})
  void aFileWithoutARowIsRefused(String text) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> CsvFeatures.read(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(file + " must hold at least one row of values but holds none");
  }

  @Test
  void aFileThatIsNotGzippedButSaysSoIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv.gz"), "1,2\n");
    assertThatThrownBy(() -> CsvFeatures.read(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(file + " cannot be read");
  }

  @Test
  void labelsAreWholeNumbers() throws IOException {
    Labels labels = CsvLabels.read(write("digit\n7\n-1\n2.5\n1,2\n"));
    int[] read = new int[2];
    assertThat(labels.read(0, read, 0)).isEmpty();
    assertThat(labels.read(1, read, 1)).isEmpty();
    assertThat(read).containsExactly(7, -1);
    assertThat(labels.read(2, read, 0).orElseThrow().reason())
        .endsWith("line 4 must hold one whole number (int32) but held \"2.5\"");
    assertThat(labels.read(3, read, 0).orElseThrow().reason()).endsWith("but held \"1,2\"");
    assertThat(labels.rows()).isEqualTo(4);
  }
}
