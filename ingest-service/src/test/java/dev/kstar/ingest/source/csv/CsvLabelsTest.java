package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLabelsTest {
  @TempDir Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("labels.csv"), text);
  }

  private Labels read(String text) throws IOException {
    return CsvLabels.read(Piece.all(write(text)), CsvFormat.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+1, 1",
    "-3, -3",
    "1.0, 1",
    "1., 1",
    "007, 7",
    "2.000000000000000000e+00, 2",
    "1e3, 1000",
    "true, 1",
    "False, 0",
    "TRUE, 1",
    "2147483647, 2147483647",
    "-2147483648, -2147483648"
  })
  void wholeNumber_inAnyForm_isRead(String cell, int label) throws IOException {
    assertThat(Read.label(read("class\n0\n" + cell + "\n"), 1)).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.5",
        "2147483648",
        "1e10",
        "1e999999999",
        "0x1",
        "1_0",
        "1.00000000000000000001",
        "NaN",
        "x"
      })
  void anythingElse_isRejected(String cell) throws IOException {
    Labels labels = read("class\n0\n1\n" + cell + "\n");

    assertThat(labels.read(2, new int[1], 0).orElseThrow().reason())
        .endsWith("line 4 must hold one whole number (int32) but held \"" + cell + "\"");
  }

  @Test
  void words_inAllRows_areRefused() throws IOException {
    assertThatThrownBy(() -> read("class\nT\nB\nT\n"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("line 2 must hold one whole number (int32) but held \"T\"")
        .hasMessageContaining("give each class a number");
  }

  @Test
  void indexOfPandas_besideTheLabels_isLeftOut() throws IOException {
    Labels labels = read(",class\n0,3\n1,4\n");

    assertThat(Read.label(labels, 1)).isEqualTo(4);
    assertThat(labels.notes()).singleElement().asString().contains("column 1 (without a name)");
  }

  @Test
  void missingLabel_isCalledSo() throws IOException {
    assertThat(read("class\n0\n1\nNA\n").read(2, new int[1], 0).orElseThrow().reason())
        .startsWith("missing value: ")
        .contains("labels.csv line 4 ");
  }
}
