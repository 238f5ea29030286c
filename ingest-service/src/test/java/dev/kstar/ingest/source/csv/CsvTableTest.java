package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.CsvFormat.Header;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  private static String rows(IntFunction<String> row) {
    return IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
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
