package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.CsvFormat.Header;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.service.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text files that cannot be used, or only partly, and what is said about them. */
class CsvRefusalTest {
  private static final int ROWS = 20;

  @TempDir Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("x.csv"), text);
  }

  private Features read(String text) throws IOException {
    return read(text, CsvFormat.DEFAULT);
  }

  private Features read(String text, CsvFormat format) throws IOException {
    return CsvFeatures.read(Piece.all(write(text)), format);
  }

  private String refusal(String text) throws IOException {
    return refusal(write(text));
  }

  private static String refusal(Path file) {
    try {
      CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT);
      return "none";
    } catch (StartFailure e) {
      return e.getMessage();
    }
  }

  private static String rows(IntFunction<String> row) {
    return IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Nested
  class Refusals {
    private static final String NUMBERS = "%d.5,1,2,3";

    @Test
    void textColumn_isNamedWithTheOthers() throws IOException {
      String text =
          refusal("cell,a,b,c,d\n" + rows(i -> "AAAC" + i + "-1," + NUMBERS.formatted(i)));

      assertThat(text)
          .contains("x.csv line 2 column 1 must be a finite float32 value but was \"AAAC0-1\"")
          .contains("it looks like a text column: choose the columns of numbers, as in x.csv#2-5")
          .endsWith("(20 of its first 20 rows are like that)");
    }

    @Test
    void textColumn_last_isNamedWithTheOthers() throws IOException {
      assertThat(refusal("a,b,c,d,type\n" + rows(i -> NUMBERS.formatted(i) + ",T cell")))
          .contains("column 5", "\"T cell\"", "text column", "x.csv#1-4");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        value = {"';'!;", "'|'!|", "'\t'!tab", "' '!space"})
    void otherDelimiter_isNamed(String delimiter, String name) throws IOException {
      String text = ("a,b,c,d\n" + rows(NUMBERS::formatted)).replace(",", delimiter);

      assertThat(refusal(text))
          .contains("another delimiter (" + name + "): use --delimiter '" + name + "'");
    }

    @Test
    void otherDelimiter_withoutAHeader_isNamed() throws IOException {
      assertThat(refusal(rows(i -> i + ".5 1 2"))).contains("use --delimiter 'space'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b;c\n", ""})
    void decimalComma_otherDelimiter_isNamed(String header) throws IOException {
      assertThat(refusal(header + rows(i -> "0," + i + ";1,5;2,25")))
          .contains("decimal commas with another delimiter (;)");
    }

    @Test
    void decimalComma_rightDelimiter_isNamed() throws IOException {
      Path file = write("a;b\n" + rows(i -> "0," + i + ";1,5"));

      assertThatThrownBy(() -> CsvFeatures.read(Piece.all(file), new CsvFormat(';', Header.AUTO)))
          .hasMessageContaining("\"0,0\"")
          .hasMessageContaining("which looks like a decimal comma: write numbers with a point");
    }

    @Test
    void missingColumn_isNamed() throws IOException {
      assertThat(refusal("a,b,c\n" + rows(i -> "1,NA," + i)))
          .contains("missing value: ", "line 2 column 2", "misses most of its values", "#1,3");
    }

    @Test
    void someUnusableRows_areNotedWithTheFirst() throws IOException {
      Features features = read(rows(i -> i % 2 == 0 ? "1,2" : "1,x"));

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(features.notes())
          .singleElement()
          .asString()
          .contains("x.csv: 10 of 20 rows cannot be used; the first: ")
          .endsWith("x.csv line 2 column 2 must be a finite float32 value but was \"x\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "NA", "NaN", "null", "None", "N/A", "-", "?", "nan", "<NA>", "#N/A"})
    void missingValue_inARow_isCalledSo(String cell) throws IOException {
      assertThat(Read.rejection(read("1,2\n3," + cell + "\n5,6\n"), 1))
          .startsWith("missing value: ")
          .contains("x.csv line 2 column 2 ");
    }
  }

  @Nested
  class Bytes {
    @Test
    void gzip_withoutItsEnding_isRead() throws IOException {
      Path file = Files.write(directory.resolve("x.csv"), gzip("a,b\n1,2\n"));

      assertThat(Read.row(CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT), 0))
          .containsExactly(1, 2);
    }

    @Test
    void gzip_ofSeveralMembers_isReadToItsEnd() throws IOException {
      Path file = directory.resolve("x.csv.gz");
      try (OutputStream out = Files.newOutputStream(file)) {
        for (int i = 0; i < 5_000; i++) {
          out.write(gzip(i + ",2\n"));
        }
      }

      assertThat(CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT).rows()).isEqualTo(5_000);
    }

    @Test
    void gzip_cutShort_isNamed() throws IOException {
      byte[] whole = gzip(rows(i -> i + ",2"));
      Path file =
          Files.write(directory.resolve("x.csv.gz"), Arrays.copyOf(whole, whole.length - 9));

      assertThat(refusal(file)).contains("its gzip data are damaged or end too early");
    }

    @Test
    void gzip_wrongChecksum_isNamed() throws IOException {
      byte[] whole = gzip(rows(i -> i + ",2"));
      whole[whole.length - 8] ^= 1;

      assertThat(refusal(Files.write(directory.resolve("x.csv.gz"), whole)))
          .contains("its gzip data are damaged or end too early");
    }

    @Test
    void otherContent_isNamed() throws IOException {
      assertThat(refusal(write("BZh91AY&SY" + "x".repeat(99))))
          .endsWith(
              "x.csv must be text in UTF-8 but is bzip2-compressed: unpack it first, or pack it"
                  + " with gzip");
    }

    @Test
    void otherContent_withinGzip_isNamed() throws IOException {
      assertThat(refusal(Files.write(directory.resolve("x.csv.gz"), gzip("PAR1" + "x".repeat(99)))))
          .contains("must be text in UTF-8 but holds something that is a Parquet file");
    }

    @Test
    void lineWithoutAnEnd_isRefused() throws IOException {
      Path file = directory.resolve("x.csv.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        byte[] piece = "1".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 40; i++) {
          out.write(piece);
        }
      }

      assertThat(refusal(file)).contains("line 1 must be shorter than");
    }

    @Test
    void lineOfDelimiters_isRefused() throws IOException {
      assertThat(refusal("1" + ",".repeat(3 << 20) + "\n"))
          .contains("line 1 must hold at most 1048576 values");
    }
  }
}
