package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On text that is well formed the cells are those that Commons CSV finds. */
class CsvAgreementTest {
  private static final int TEXTS = 400;
  private static final String[] WORDS = {
    "", "0", "-1.5e-3", "T cell", "B\tcell", "naïve", "'quoted'", "a.b", "#", "NaN"
  };

  private final Random random = new Random(1);

  @ParameterizedTest
  @CsvSource({"',', '\n'", "';', '\r\n'", "'\t', '\n'", "'|', '\r'"})
  void cellsAreThoseOfCommonsCsv(char delimiter, String lineEnd) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false)
            .get();
    for (int i = 0; i < TEXTS; i++) {
      String text = text(delimiter, lineEnd);
      assertThat(own(text, delimiter)).as(text).isEqualTo(commons(text, format));
    }
  }

  private static List<List<String>> own(String text, char delimiter) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CsvLines lines = new CsvLines(Path.of("a.csv"), new ByteArrayInputStream(bytes), delimiter);
    List<List<String>> rows = new ArrayList<>();
    while (lines.advance()) {
      List<String> row = new ArrayList<>();
      for (int cell = 0; cell < lines.cells(); cell++) {
        row.add(lines.text(cell));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> commons(String text, CSVFormat format) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      for (CSVRecord row : parser) {
        rows.add(row.toList());
      }
    }
    return rows;
  }

  /** Rows of two to six cells: blanks around them, some in quotes with delimiters within. */
  private String text(char delimiter, String lineEnd) {
    StringBuilder text = new StringBuilder();
    int rows = 1 + random.nextInt(6);
    for (int row = 0; row < rows; row++) {
      int cells = 2 + random.nextInt(5);
      for (int cell = 0; cell < cells; cell++) {
        text.append(cell == 0 ? "" : String.valueOf(delimiter)).append(cell(delimiter));
      }
      text.append(row < rows - 1 || random.nextBoolean() ? lineEnd : "");
    }
    return text.toString();
  }

  private String cell(char delimiter) {
    String word = WORDS[random.nextInt(WORDS.length)];
    if (random.nextInt(3) == 0) {
      return "\"" + word + some("\"\"") + some(delimiter + "x") + "\"";
    }
    String blanks = " ".repeat(random.nextInt(3));
    return blanks + word.replace(String.valueOf(delimiter), "") + blanks;
  }

  private String some(String text) {
    return random.nextBoolean() ? text : "";
  }
}
