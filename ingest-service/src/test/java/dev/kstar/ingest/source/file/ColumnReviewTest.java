package dev.kstar.ingest.source.file;

import static dev.kstar.ingest.source.file.ArrayFeatures.array;
import static dev.kstar.ingest.source.file.ArrayFeatures.chosen;
import static dev.kstar.ingest.source.file.ArrayFeatures.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Read;
import dev.kstar.service.StartFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnReviewTest {
  private static final int ROWS = 300;
  private static final Piece X = Piece.all(Path.of("x.csv"));
  private static final Piece Y = Piece.all(Path.of("y.csv"));

  /** Random values, the same for the same seed. */
  private static IntToDoubleFunction noise(long seed) {
    return row -> new Random(1_000_003L * row + seed).nextGaussian();
  }

  /** Whole numbers that nearly all differ, in no order. */
  private static IntToDoubleFunction key(long seed) {
    return row -> new Random(1_000_003L * row + seed).nextInt(1 << 24);
  }

  private static Features reviewed(Features table) {
    return ColumnReview.withoutIndex(X, table);
  }

  @Nested
  class OneFile {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "100, -1", "0, 0.1", "5e8, 60", "-3, 0.3333333333333"})
    void evenSteps_nothingChosen_areLeftOut(double first, double step) {
      Features table =
          table(ROWS, List.of("id", "a", "b"), row -> first + step * row, noise(1), noise(2));

      Features reviewed = reviewed(table);

      assertThat(reviewed.names()).containsExactly("a", "b");
      assertThat(Read.row(reviewed, 7))
          .containsExactly((float) noise(1).applyAsDouble(7), (float) noise(2).applyAsDouble(7));
      assertThat(reviewed.notes())
          .singleElement()
          .asString()
          .startsWith("x.csv: column \"id\" is left out, since it counts the rows (");
    }

    @Test
    void columnBetweenOthers_counting_leavesTheirOrder() {
      Features reviewed = reviewed(array(ROWS, noise(1), row -> row, noise(2)));

      assertThat(reviewed.width()).isEqualTo(2);
      assertThat(Read.row(reviewed, 9))
          .containsExactly((float) noise(1).applyAsDouble(9), (float) noise(2).applyAsDouble(9));
      assertThat(reviewed.notes())
          .containsExactly("x.csv: column 2 is left out, since it counts the rows (0, 1, 2, …)");
    }

    @Test
    void countingColumn_chosen_isKeptWithANote() {
      Features reviewed = reviewed(chosen(ROWS, List.of("id", "a"), row -> row, noise(1)));

      assertThat(reviewed.width()).isEqualTo(2);
      assertThat(reviewed.notes())
          .containsExactly(
              "x.csv: column \"id\" is kept, since it was chosen, but it counts the rows (0, 1, 2,"
                  + " …)");
    }

    @Test
    void countingColumn_nothingElseVaries_isKeptWithANote() {
      Features reviewed = reviewed(array(ROWS, row -> row, row -> 7));

      assertThat(reviewed.width()).isEqualTo(2);
      assertThat(reviewed.notes()).singleElement().asString().contains("is kept");
    }

    @Test
    void countingColumn_unusableRowsBetween_isLeftOut() {
      Features reviewed =
          reviewed(array(ROWS, row -> row, row -> row % 7 == 3 ? Double.NaN : row * row % 11));

      assertThat(reviewed.width()).isEqualTo(1);
      assertThat(Read.rejection(reviewed, 3)).isEqualTo("row 3");
    }

    @Test
    void countingColumn_farBeyondFloatPrecision_isLeftOut() {
      Features reviewed = reviewed(array(ROWS, row -> (1 << 25) + row, noise(1)));

      assertThat(reviewed.width()).isEqualTo(1);
    }

    @Test
    void sortedWholeNumbers_manyRows_areLeftOut() {
      Features reviewed = reviewed(array(ROWS, row -> 3 * row + row % 3, noise(1)));

      assertThat(reviewed.width()).isEqualTo(1);
      assertThat(reviewed.notes()).singleElement().asString().contains("grows with every row");
    }

    @Test
    void sortedFractions_manyRows_areKeptWithANote() {
      Features reviewed = reviewed(array(ROWS, row -> Math.round(row * 33.333) / 100.0, noise(1)));

      assertThat(reviewed.width()).isEqualTo(2);
      assertThat(reviewed.notes())
          .singleElement()
          .asString()
          .startsWith(
              "x.csv: column 1 is kept, but it grows with every row, as a time does (0, 0.33");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__index_level_0__", "__index_level_12__", "Unnamed: 0"})
    void nameOfAnIndex_anyValues_isLeftOut(String name) {
      Features reviewed = reviewed(table(ROWS, List.of(name, "a"), noise(3), noise(1)));

      assertThat(reviewed.names()).containsExactly("a");
      assertThat(reviewed.notes()).singleElement().asString().contains(name, "left out");
    }

    @Test
    void valuesThatDoNotCount_stay() {
      Features table =
          array(ROWS, noise(1), row -> row / 2, row -> 4, row -> row == 250 ? 0 : row, key(1));

      assertThat(reviewed(table)).isSameAs(table);
    }

    @Test
    void fewRows_counting_stay() {
      Features table = array(9, row -> row, noise(1));

      assertThat(reviewed(table)).isSameAs(table);
    }
  }

  @Nested
  class BothFiles {
    private ColumnReview.Modalities both(Features x, Features y) {
      return ColumnReview.of(X, x, Y, y);
    }

    @Test
    void equalKeys_nothingChosen_areLeftOutOfBoth() {
      ColumnReview.Modalities both =
          both(
              table(ROWS, List.of("a", "id"), noise(1), key(5)),
              table(ROWS, List.of("patient", "b"), key(5), noise(2)));

      assertThat(both.x().names()).containsExactly("a");
      assertThat(both.y().names()).containsExactly("b");
      assertThat(both.x().notes())
          .singleElement()
          .asString()
          .startsWith(
              "x.csv and y.csv hold the same values in every row: column \"id\" of x and column"
                  + " \"patient\" of y; both are left out");
    }

    @Test
    void keysShiftedByOne_nothingChosen_areLeftOutOfBoth() {
      ColumnReview.Modalities both =
          both(
              array(ROWS, noise(1), key(5)),
              array(ROWS, row -> 2 * key(5).applyAsDouble(row) + 2, noise(2)));

      assertThat(both.x().width() + both.y().width()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e9, 0.5, 4})
    void equalColumns_ofTables_areRefused(double size) {
      IntToDoubleFunction common =
          size > 4 ? noise(5) : row -> Math.abs(noise(5).applyAsDouble(row)) < size / 2 ? 1 : 0;

      assertThatThrownBy(
              () ->
                  both(
                      table(ROWS, List.of("a", "age"), noise(1), common),
                      table(ROWS, List.of("age", "b"), common, noise(2))))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "x.csv and y.csv hold the same values in every row: column \"age\" of x and column"
                  + " \"age\" of y, which would count as shared: choose the columns of x and of y,"
                  + " as in x.csv#a, without them, or with them if they are meant");
    }

    @Test
    void equalColumns_yChosen_areLeftOutOfX() {
      ColumnReview.Modalities both =
          both(
              table(ROWS, List.of("a", "b", "c"), noise(1), noise(2), noise(3)),
              chosen(ROWS, List.of("b", "c"), noise(2), noise(3)));

      assertThat(both.x().names()).containsExactly("a");
      assertThat(both.y().names()).containsExactly("b", "c");
      assertThat(both.x().notes()).singleElement().asString().contains("left out of x");
    }

    @Test
    void equalColumns_bothChosen_areKeptWithANote() {
      ColumnReview.Modalities both =
          both(
              chosen(ROWS, List.of("a", "b"), noise(1), noise(2)),
              chosen(ROWS, List.of("b", "c"), noise(2), noise(3)));

      assertThat(both.x().width() + both.y().width()).isEqualTo(4);
      assertThat(both.x().notes()).singleElement().asString().contains("kept and count as shared");
    }

    @Test
    void equalColumns_ofArrays_areKeptWithANote() {
      ColumnReview.Modalities both =
          both(array(ROWS, noise(1), noise(2)), array(ROWS, noise(2), noise(3)));

      assertThat(both.x().width() + both.y().width()).isEqualTo(4);
      assertThat(both.x().notes()).singleElement().asString().contains("column 2 of x", "column 1");
    }

    @Test
    void scaledColumns_ofTables_areKeptWithANote() {
      ColumnReview.Modalities both =
          both(
              table(ROWS, List.of("celsius", "a"), noise(1), noise(2)),
              table(
                  ROWS,
                  List.of("fahrenheit", "b"),
                  row -> (float) noise(1).applyAsDouble(row) * -1.8 + 32,
                  noise(3)));

      assertThat(both.x().width() + both.y().width()).isEqualTo(4);
      assertThat(both.x().notes())
          .singleElement()
          .asString()
          .contains("celsius", "fahrenheit", "but for a scale and an offset");
    }

    @Test
    void sameFileTwice_isNoted() {
      Features table = table(ROWS, List.of("id", "a", "b"), row -> row, noise(1), noise(2));

      ColumnReview.Modalities both = ColumnReview.of(X, table, X, table);

      assertThat(both.x().names()).containsExactly("a", "b");
      assertThat(both.x().notes()).anyMatch(note -> note.startsWith("x.csv is x and y"));
    }

    @Test
    void otherFileWithTheSameValues_isNoted() {
      Features table = table(ROWS, List.of("a", "b"), noise(1), row -> row == 3 ? 1 : 0);

      ColumnReview.Modalities both = both(table, table);

      assertThat(both.y().width()).isEqualTo(2);
      assertThat(both.x().notes())
          .singleElement()
          .asString()
          .startsWith("x.csv and y.csv hold the same values, so all");
    }

    @Test
    void oneRowThatDiffers_keepsTheColumns() {
      Features x = table(5_000, List.of("a", "b"), noise(1), noise(2));
      Features y =
          table(
              5_000,
              List.of("c", "d"),
              row -> noise(row == 4_321 ? 9 : 1).applyAsDouble(row),
              noise(3));

      ColumnReview.Modalities both = both(x, y);

      assertThat(both.x().notes()).isEmpty();
      assertThat(both.y().width()).isEqualTo(2);
    }

    @Test
    void rareValues_equalByChance_areNoMatch() {
      IntToDoubleFunction rare = row -> row == 17 ? 1 : 0;

      ColumnReview.Modalities both =
          both(
              table(ROWS, List.of("a", "b"), rare, noise(1)),
              table(ROWS, List.of("c", "d"), rare, noise(2)));

      assertThat(both.x().notes()).isEmpty();
    }
  }
}
