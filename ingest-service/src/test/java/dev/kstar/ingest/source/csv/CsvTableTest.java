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

/** Text tables as other programs write them. */
class CsvTableTest {
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
  class LinesThatAreNoRows {
    @Test
    void commentAndBlankLines_areLeftOutAndCounted() throws IOException {
      Features features = read("# made by me\n#units\n\na,b\n1,2\n\n  \n#,\n3,4\n\n\n");

      assertThat(features.rows()).isEqualTo(2);
      assertThat(Read.row(features, 1)).containsExactly(3, 4);
      assertThat(features.notes())
          .anyMatch(
              note -> note.endsWith("x.csv: comment lines, which start with #, are left out: 3"))
          .anyMatch(note -> note.endsWith("x.csv: blank lines are left out: 5"));
    }

    @Test
    void messages_afterBlankLines_countLinesOfTheFile() throws IOException {
      assertThat(Read.rejection(read("# c\n\n1,2\n\n3,oops\n4,5\n"), 1))
          .contains(" line 5 column 2");
    }

    @Test
    void commentBeforeTheFirstRow_namesTheColumns() throws IOException {
      Path file = write("# a b\n" + rows(i -> i * i + ".5 " + i % 3 + ".25"));

      Features features = CsvFeatures.read(new Piece(file, "b"), new CsvFormat(' ', Header.AUTO));

      assertThat(Read.row(features, 4)).containsExactly(1.25f);
    }

    @Test
    void headerThatStartsLikeAComment_namesTheColumns() throws IOException {
      Path file = write("#,HP,Attack\n" + rows(i -> i * i + "," + i % 7 + ",2.5"));

      Features features = CsvFeatures.read(new Piece(file, "#,Attack"), CsvFormat.DEFAULT);

      assertThat(Read.row(features, 3)).containsExactly(9, 2.5f);
    }

    @Test
    void commentsOfOtherPrograms_areTakenForAHeader() throws IOException {
      Features features = read("% made by me\n% x\n% y\n" + rows(i -> i + ".5,2.5"));

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(features.notes()).singleElement().asString().contains("lines 1 to 3");
    }

    @Test
    void lineThatTellsTheSeparator_isFollowed() throws IOException {
      assertThat(Read.row(read("sep=;\na;b\n1;2\n3;4\n"), 1)).containsExactly(3, 4);
    }
  }

  @Nested
  class HeaderLinesOfAFile {
    @ParameterizedTest
    @ValueSource(strings = {"0,1,2", "1,2,3", "\"0\",\"1\",\"2\""})
    void numbersInSequence_areAHeader(String header) throws IOException {
      Features features = read(header + "\n" + rows(i -> "0.5," + i * i + ",1"));

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(features.notes()).anyMatch(note -> note.contains("line 1 is taken for a header"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0,1", "2000,2001", "1,1"})
    void wholeNumbersAboveFractions_areAHeader(String header) throws IOException {
      int width = header.split(",").length;

      Features features = read(header + "\n" + rows(i -> "0." + i + ",1.5".repeat(width - 1)));

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(features.notes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1,2\n3,4,5\n6,7,8\n", "1,2\n3,4\n5,7\n", "5,6,7\n1,0,1\n2,2,2\n"})
    void wholeNumbersAboveTheirLike_areValues(String text) throws IOException {
      assertThat(read(text).rows()).isEqualTo(3);
    }

    @Test
    void zerosAboveFractions_areValues() throws IOException {
      assertThat(read("0,0\n" + rows(i -> "0.5,1." + i)).rows()).isEqualTo(ROWS + 1);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "a,b,c/cm,kg,s|b",
          "x,x,y/a,b,c|x/b",
          "x,x,y/0,1,2|x/1",
          "My table/a,b,c|b",
          "x,x,y/1,1,1|y/1",
          "0,0,1/0,1,0|1/0",
          "0,1,2/0,0,0|1"
        })
    void severalHeaderLines_areLeftOut(String header, String name) throws IOException {
      String[] parts = header.split("/");
      Path file = write(String.join("\n", parts) + "\n" + rows(i -> i + ".5,2.5,3." + i % 7));

      Features features = CsvFeatures.read(Piece.all(file), CsvFormat.DEFAULT);

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(Read.row(features, 3)).containsExactly(3.5f, 2.5f, 3.3f);
      assertThat(features.names()).contains(name);
      assertThat(features.notes())
          .singleElement()
          .asString()
          .contains("lines 1 to 2 are taken for a header");
    }

    @Test
    void headerNo_keepsNumbers() throws IOException {
      Features features = read("0,1,2\n" + rows(i -> "0.5,1.5,2.5"), new CsvFormat(',', Header.NO));

      assertThat(features.rows()).isEqualTo(ROWS + 1);
    }

    @Test
    void rowsWithATextColumn_noHeader_loseNone() throws IOException {
      Path file = write(rows(i -> "cell" + i + "," + i + ".5,1"));

      assertThat(CsvFeatures.read(new Piece(file, "2-3"), CsvFormat.DEFAULT).rows())
          .isEqualTo(ROWS);
    }
  }

  @Nested
  class ColumnsThatAreNoValues {
    @Test
    void columnWithoutAName_firstOfPandas_isLeftOut() throws IOException {
      Features features = read(",a,b\n" + rows(i -> i + "," + i % 5 + ".5,2.5"));

      assertThat(features.names()).containsExactly("a", "b");
      assertThat(Read.row(features, 6)).containsExactly(1.5f, 2.5f);
      assertThat(features.notes())
          .singleElement()
          .asString()
          .contains("column 1 (without a name) is left out, since it looks like an index");
    }

    @Test
    void namesOfRows_firstOfPandas_areLeftOut() throws IOException {
      Features features = read("\"\",0,1\n" + rows(i -> "cell" + i + "," + i % 5 + ",2"));

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(features.width()).isEqualTo(2);
    }

    @Test
    void headerOneShorter_asRWrites_namesTheRestOfTheColumns() throws IOException {
      Features features = read("\"a\",\"b\"\n" + rows(i -> "\"" + i + "\"," + i % 5 + ".5,2"));

      assertThat(features.names()).containsExactly("a", "b");
      assertThat(features.width()).isEqualTo(2);
    }

    @Test
    void unnamedOfPandas_isLeftOut() throws IOException {
      Features features = read("Unnamed: 0,a,b\n" + rows(i -> "cell" + i + ",2," + i % 5));

      assertThat(features.names()).containsExactly("a", "b");
    }

    @Test
    void columnWithoutAName_chosen_isKept() throws IOException {
      Path file = write(",a,b\n" + rows(i -> i + "," + i % 5 + ".5,2.5"));

      assertThat(CsvFeatures.read(new Piece(file, "1-3"), CsvFormat.DEFAULT).width()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,\n", "a,b\n", ""})
    void delimiterAtTheEndOfRows_isLeftOutWithANote(String header) throws IOException {
      Features features = read(header + rows(i -> i % 5 + ".5," + i % 7 + ","));

      assertThat(features.rows()).isEqualTo(ROWS);
      assertThat(Read.row(features, 6)).containsExactly(1.5f, 6);
      assertThat(features.notes())
          .anyMatch(note -> note.endsWith("column 3 is left out, since it is empty"));
    }

    @Test
    void emptyColumn_filledLater_rejectsTheRow() throws IOException {
      Features features = read("a,b\n" + "1,\n".repeat(CsvSample.ROWS) + "2,3\n");

      assertThat(Read.rejection(features, CsvSample.ROWS))
          .endsWith("line 1002 column 2 must be empty, as in the first rows, but was \"3\"");
    }

    @Test
    void commaInAName_afterABackslash_choosesTheColumn() throws IOException {
      Path file = write("\"protein, total\",b\n" + rows(i -> i % 5 + ".5,2"));

      Features features =
          CsvFeatures.read(new Piece(file, "b,protein\\, total"), CsvFormat.DEFAULT);

      assertThat(Read.row(features, 6)).containsExactly(2, 1.5f);
    }

    @Test
    void wordsThatAllDiffer_mayNameTheRows() throws IOException {
      Path file = write("cell,a\n" + rows(i -> "cell" + i + ",2"));

      CsvLayout layout = CsvLayout.of(new Piece(file, "a"), CsvFormat.DEFAULT);

      assertThat(layout.rowNameCandidates()).containsExactly(0);
    }
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

  @Nested
  class Blanks {
    private final CsvFormat format = new CsvFormat(' ', Header.AUTO);

    @ParameterizedTest
    @ValueSource(
        strings = {"1 2\n3 4\n", "  1   2 \n 3\t 4\n", "a b\n1 2\n3 4\n", "\"a b\" c\n1 2\n3 4\n"})
    void anyNumberOfBlanks_separates(String text) throws IOException {
      Features features = read(text, format);

      assertThat(features.rows()).isEqualTo(2);
      assertThat(Read.row(features, 1)).containsExactly(3, 4);
    }

    @Test
    void textOfSavetxt_isRead() throws IOException {
      Features features =
          read("1.500000000000000000e+00 -2.500000000000000000e-01\n".repeat(3), format);

      assertThat(Read.row(features, 2)).containsExactly(1.5f, -0.25f);
    }
  }
}
