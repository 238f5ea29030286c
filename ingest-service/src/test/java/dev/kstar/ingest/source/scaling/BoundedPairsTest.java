package dev.kstar.ingest.source.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.MagnitudeBound;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedPairsTest {
  private static final float[][] X = {{1, 2}, {1, 3e38f}, {-1e15f, 1e15f}, {5, 6}};
  private static final float[][] Y = {{1}, {2}, {3}, {-2e15f}};
  private static final MagnitudeBound BOUND = new MagnitudeBound(1e15);

  private static List<String> draw(PairSource source, int count) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(
          source.next() instanceof Drawn.Pair pair ? Ids.of(pair) : "something that is no pair");
    }
    return drawn;
  }

  @Test
  void pair_beyondTheBound_isARejectedRowWithItsPlace() {
    BoundedPairs pairs = new BoundedPairs(new RowPairs(false, X, Y), BOUND, false);
    draw(pairs, 1);

    assertThat(pairs.next())
        .isEqualTo(
            new RejectedRow(
                RejectionKind.REJECTION_KIND_OUT_OF_RANGE,
                Path.of("x.csv"),
                1,
                1,
                "x.csv row 1 column 1 must be at most 1.0E15 in magnitude"
                    + " (kstar.ingest.max-magnitude) but was 3.0E38"));
    assertThat(draw(pairs, 1)).containsExactly("row-2");
    assertThat(((RejectedRow) pairs.next()).reason()).startsWith("y.csv row 3 column 0 must be");
    assertThat(pairs.next()).isInstanceOf(Drawn.End.class);
  }

  @Test
  void standardisedValue_beyondTheBound_isSaidToBeSo() {
    BoundedPairs pairs = new BoundedPairs(new RowPairs(false, X, Y), BOUND, true);
    draw(pairs, 1);

    assertThat(((RejectedRow) pairs.next()).reason())
        .endsWith("(kstar.ingest.max-magnitude) once standardised but was 3.0E38");
  }

  @Test
  void laterPasses_leaveThePairOut() {
    BoundedPairs pairs = new BoundedPairs(new RowPairs(true, X, Y), BOUND, false);
    draw(pairs, 4);

    assertThat(draw(pairs, 4)).containsExactly("row-0", "row-2", "row-0", "row-2");
  }

  @Test
  void sourceWithoutAUsablePair_failsInsteadOfGoingRound() {
    float[][] large = {{2e15f}, {3e15f}};
    BoundedPairs pairs = new BoundedPairs(new RowPairs(true, large, large), BOUND, false);
    draw(pairs, 2);

    assertThatThrownBy(pairs::next)
        .isInstanceOf(SourceFailure.class)
        .hasMessage("none of the 2 rows of rows can be used");
  }

  @Test
  void withoutABound_everyFiniteValuePasses() {
    BoundedPairs pairs = new BoundedPairs(new RowPairs(false, X, Y), MagnitudeBound.NONE, false);

    assertThat(draw(pairs, 4)).containsExactly("row-0", "row-1", "row-2", "row-3");
  }
}
