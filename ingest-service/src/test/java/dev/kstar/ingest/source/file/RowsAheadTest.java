package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowsAheadTest {
  private static final long ROWS = 150;

  private final RowOrder order = new RowOrder(ROWS, 1, 0, RowsAhead.MOST);
  private final List<Long> expected = new ArrayList<>();

  private final Features features =
      new Features() {
        @Override
        public long rows() {
          return ROWS;
        }

        @Override
        public int width() {
          return 1;
        }

        @Override
        public void expect(long[] rows, int count) {
          LongStream.of(rows).limit(count).forEach(expected::add);
        }

        @Override
        public Optional<RejectedRow> read(long row, float[] target) {
          return Optional.empty();
        }
      };

  private final RowsAhead ahead = new RowsAhead(order, ROWS, List.of(features));

  private List<Long> rows(long from) {
    return LongStream.range(from, ROWS).map(ahead::row).boxed().toList();
  }

  @Test
  void theOrderIsThatOfThePassAndEachRowIsExpectedOnceBeforeItComes() {
    List<Long> whole = RowOrderTest.first(order, ROWS);

    assertThat(ahead.row(0)).isEqualTo(whole.get(0));
    assertThat(expected).isEqualTo(whole.subList(0, 64));
    assertThat(rows(1)).isEqualTo(whole.subList(1, 150));
    assertThat(expected).isEqualTo(whole);
  }

  @Test
  void aPassCanBeginAnywhere() {
    assertThat(rows(100)).isEqualTo(RowOrderTest.first(order, ROWS).subList(100, 150));
    assertThat(ahead.row(0)).isEqualTo(RowOrderTest.first(order, 1).get(0));
  }
}
