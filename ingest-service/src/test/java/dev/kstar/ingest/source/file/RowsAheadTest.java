package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsAheadTest {
  private static final int ROWS = 150;

  private static CountingFeatures counting(int width, String name, Long... broken) {
    return new CountingFeatures(ROWS, width, name, broken);
  }

  private static List<Long> expected() {
    return RowOrderTest.first(new RowOrder(ROWS, 1, 0, Features.MOST_ROWS), ROWS);
  }

  private static List<Long> rows(RowsAhead ahead, int from) {
    List<Long> rows = new ArrayList<>();
    for (int position = from; position < ROWS; position++) {
      ahead.go(position);
      assertThat(ahead.x().get(0)).isEqualTo(ahead.row());
      assertThat(ahead.y().get(ahead.y().size() - 1)).isEqualTo(ahead.row());
      rows.add(ahead.row());
    }
    return rows;
  }

  private final CountingFeatures xs = counting(2, "x");
  private final CountingFeatures ys = counting(3, "y");

  @Test
  void theOrderIsThatOfThePassAndEachRowIsReadOnceBeforeItComes() {
    RowsAhead ahead = new RowsAhead(xs, ys, 1, 0);

    ahead.go(0);
    assertThat(xs.asked()).isEqualTo(expected().subList(0, 64));
    assertThat(rows(ahead, 0)).isEqualTo(expected());
    assertThat(xs.asked()).isEqualTo(expected());
    assertThat(ys.asked()).isEqualTo(expected());
  }

  @Test
  void aPassCanBeginAnywhere() {
    RowsAhead ahead = new RowsAhead(xs, ys, 1, 0);

    assertThat(rows(ahead, 100)).isEqualTo(expected().subList(100, ROWS));
    ahead.go(0);
    assertThat(ahead.row()).isEqualTo(expected().get(0));
  }

  @Test
  void ofWideRowsFewAreHeldAndOfTheWidestOne() {
    CountingFeatures wide = counting(4_000, "x");
    new RowsAhead(wide, ys, 1, 0).go(0);
    assertThat(wide.asked()).hasSize(4);
    assertThat(ys.asked()).hasSize(4);

    CountingFeatures widest = counting(100_000, "y");
    RowsAhead ahead = new RowsAhead(xs, widest, 1, 0);
    ahead.go(0);
    assertThat(widest.asked()).hasSize(1);
    assertThat(rows(ahead, 0)).isEqualTo(expected());
    assertThat(widest.asked()).isEqualTo(expected());
  }

  @Test
  void aRowIsRejectedForWhatIsWrongWithXFirst() {
    RowsAhead ahead = new RowsAhead(counting(1, "x", 7L, 8L), counting(1, "y", 8L, 9L), 1, 0);
    List<String> reasons = new ArrayList<>();
    for (int position = 0; position < ROWS; position++) {
      ahead.go(position);
      ahead.rejection().ifPresent(row -> reasons.add(row.reason()));
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder("x 7 is broken", "x 8 is broken", "y 9 is broken");
  }

  @Test
  void rowsThatCouldNotBeReadAreReadAgain() {
    boolean[] failing = {false};
    Features failingOnce =
        new Features() {
          @Override
          public long rows() {
            return ROWS;
          }

          @Override
          public int width() {
            return 2;
          }

          @Override
          public long read(long[] rows, int count, byte[] target) {
            if (failing[0]) {
              failing[0] = false;
              throw new InternalError("a page is gone");
            }
            return xs.read(rows, count, target);
          }

          @Override
          public RejectedRow rejection(long row) {
            return xs.rejection(row);
          }
        };
    RowsAhead ahead = new RowsAhead(failingOnce, ys, 1, 0);
    ahead.go(0);
    failing[0] = true;
    assertThatThrownBy(() -> ahead.go(64)).isInstanceOf(InternalError.class);
    assertThat(rows(ahead, 64)).isEqualTo(expected().subList(64, ROWS));
  }
}
