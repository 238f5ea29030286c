package dev.kstar.ingest.source.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.config.MagnitudeBound;
import dev.kstar.ingest.config.Scaling;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleReviewTest {
  private static final float[][] GOOD = {{1}, {-1}, {1}, {-1}};
  private static final MagnitudeBound BOUND = new MagnitudeBound(1e15);

  private static PairSource review(Scaling scaling, float[][] x) {
    return ScaleReview.review(new RowPairs(true, x, GOOD), scaling, BOUND, 2_000);
  }

  private static List<String> notes(float[]... x) {
    List<String> notes = review(Scaling.NONE, x).notes();
    assertThat(notes).startsWith("a note");
    return notes.subList(1, notes.size());
  }

  @Test
  void columnsOfOneScale_haveNoNote() {
    assertThat(notes(new float[][] {{1, 300}, {2, -300}, {3, 250}, {4, -1}})).isEmpty();
  }

  @Test
  void columnsOfDifferentScales_areNamedWithTheirFactor() {
    assertThat(notes(new float[] {0, 4, 4000}, new float[] {1, -4, -4000}))
        .containsExactly(
            "x.csv (x): columns differ by a factor of 8,000 (column 2 and column 0);"
                + " use --standardise z-score");
  }

  @Test
  void columnFarFromZero_isNamedWithItsOffset() {
    assertThat(notes(new float[] {1e7f, 0}, new float[] {1e7f + 2, 1}))
        .containsExactly(
            "x.csv (x): column 0 lies around 1.0e+07 but varies by 1.0 only;"
                + " use --standardise z-score");
  }

  @Test
  void valuesThatAreAllTooLarge_haveANote() {
    assertThat(notes(new float[] {1e12f}, new float[] {-1e12f}))
        .containsExactly(
            "x.csv (x): values are around 1.0e+12, and training needs values around 1;"
                + " use --standardise z-score");
  }

  @Test
  void valuesThatAreAllTooSmall_haveANote() {
    assertThat(notes(new float[] {1e-9f}, new float[] {-1e-9f}))
        .containsExactly(
            "x.csv (x): values are around 1.0e-09, and training needs values around 1;"
                + " use --standardise z-score");
  }

  @Test
  void columnsThatNeverChange_areNamed() {
    float[] first = {7, 7, 7, 7, 7, 7, 7, 1};
    float[] second = {7, 7, 7, 7, 7, 7, 7, 2};

    assertThat(notes(first, second))
        .containsExactly(
            "x.csv (x): columns 0, 1, 2, 3, 4 and 2 more never changed in the first 2 rows and"
                + " tell nothing");
  }

  @Test
  void standardisedSource_hasNotesOnConstantColumnsOnly() {
    float[][] x = {{7, 1, 1e6f}, {7, 2, 3e6f}};

    assertThat(review(Scaling.Z_SCORE, x).notes())
        .containsExactly(
            "a note", "x.csv (x): column 0 never changed in the first 2 rows and tells nothing");
  }

  @Test
  void pairBeyondTheBound_doesNotCount() {
    assertThat(notes(new float[][] {{1}, {3e38f}, {2}, {3}})).isEmpty();
  }

  @Test
  void reviewedSource_isDrawnFromItsStart() {
    PairSource reviewed = review(Scaling.NONE, new float[][] {{1e12f}, {-1e12f}, {1}, {2}});

    assertThat(reviewed.position()).isEqualTo(Position.START);
  }
}
