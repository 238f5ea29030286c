package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.service.StartFailure;
import dev.kstar.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePairsTest {
  @TempDir Path directory;

  private record Tens(long rows) implements Labels {
    @Override
    public Optional<RejectedRow> read(long row, int[] target, int at) {
      target[at] = (int) (10 * row);
      return row == 3 ? Optional.of(CountingFeatures.broken("label", row)) : Optional.empty();
    }
  }

  private static FilePairs pairs(int rows, Set<Long> broken, boolean loop) {
    Long[] rejected = broken.toArray(Long[]::new);
    return new FilePairs(
        "test",
        "",
        new CountingFeatures(rows, 2, "row", rejected),
        new CountingFeatures(rows, 3, "row"),
        new TreeMap<>(),
        1,
        loop);
  }

  private static List<String> draw(FilePairs pairs, int count) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Drawn next = pairs.next();
      if (next instanceof Drawn.Pair pair) {
        assertThat(Vectors.values(pair.x())).containsOnly(pair.y().get(0));
        assertThat(Ids.of(pair)).isEqualTo("row-" + (int) pair.x().get(0));
        drawn.add(Ids.of(pair));
      } else if (next instanceof Drawn.RejectedRow row) {
        drawn.add(row.reason());
      } else {
        drawn.add("end");
      }
    }
    return drawn;
  }

  @Test
  void anEpochGivesEveryRowOnceAndThenTheEnd() {
    List<String> drawn = draw(pairs(3, Set.of(), false), 5);
    assertThat(drawn.subList(0, 3)).containsExactlyInAnyOrder("row-0", "row-1", "row-2");
    assertThat(drawn.subList(3, 5)).containsOnly("end");
  }

  @Test
  void theNextEpochHasTheSameIdsInAnotherOrder() {
    FilePairs pairs = pairs(100, Set.of(), true);
    List<String> first = draw(pairs, 100);
    List<String> second = draw(pairs, 100);
    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
  }

  @Test
  void epochCountsFullPasses() {
    FilePairs pairs = pairs(4, Set.of(), true);
    draw(pairs, 3);
    assertThat(pairs.epoch()).isZero();
    draw(pairs, 1);
    assertThat(pairs.epoch()).isEqualTo(1);
    draw(pairs, 4);
    assertThat(pairs.epoch()).isEqualTo(2);
  }

  @Test
  void aBrokenRowIsReportedOnceAndThenLeftOut() {
    List<String> drawn = draw(pairs(4, Set.of(2L), true), 4 + 3 + 3);
    assertThat(drawn).filteredOn("row 2 is broken"::equals).hasSize(1);
    assertThat(drawn.subList(4, 10)).doesNotContain("row-2").contains("row-0", "row-1", "row-3");
  }

  @Test
  void aSourceWithoutAUsableRowFailsInsteadOfGoingRoundForEver() {
    FilePairs pairs = pairs(2, Set.of(0L, 1L), true);
    draw(pairs, 2);
    assertThatThrownBy(pairs::next)
        .isInstanceOf(SourceFailure.class)
        .hasMessage("none of the 2 rows of test can be used");
  }

  @Test
  void everyPairKnowsItsEpoch() {
    FilePairs pairs = pairs(2, Set.of(), true);
    List<Long> epochs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      epochs.add(((Drawn.Pair) pairs.next()).epoch());
    }
    assertThat(epochs).containsExactly(0L, 0L, 1L, 1L, 2L);
  }

  @Test
  void fromAnyPositionARestartDrawsWhatWouldHaveComeNext() {
    FilePairs undisturbed = pairs(7, Set.of(2L), true);
    for (int drawn = 0; drawn < 20; drawn++) {
      FilePairs restarted = pairs(7, Set.of(2L), true);
      restarted.seek(undisturbed.position());
      assertThat(draw(restarted, 1)).isEqualTo(draw(undisturbed, 1));
      assertThat(restarted.position()).isEqualTo(undisturbed.position());
    }
  }

  @Test
  void afterTheEndARestartGivesTheEnd() {
    FilePairs pairs = pairs(3, Set.of(), false);
    draw(pairs, 3);
    FilePairs restarted = pairs(3, Set.of(), false);
    restarted.seek(pairs.position());
    assertThat(draw(restarted, 1)).containsExactly("end");
  }

  @Test
  void labelsGoWithTheirRow() {
    FilePairs pairs =
        new FilePairs(
            "test",
            "",
            new CountingFeatures(3, 1, "row"),
            new CountingFeatures(3, 1, "row"),
            new TreeMap<>(Map.of("tens", new Tens(3))),
            1,
            false);
    for (int i = 0; i < 3; i++) {
      Drawn.Pair pair = (Drawn.Pair) pairs.next();
      assertThat(pair.labels()).isEqualTo(Map.of("tens", (int) (10 * pair.x().get(0))));
    }
  }

  @Test
  void aBrokenLabelRejectsItsRow() {
    FilePairs pairs =
        new FilePairs(
            "test",
            "",
            new CountingFeatures(4, 1, "row"),
            new CountingFeatures(4, 1, "row"),
            new TreeMap<>(Map.of("tens", new Tens(4))),
            1,
            false);
    assertThat(draw(pairs, 4)).contains("label 3 is broken").doesNotContain("row-3");
  }

  private static SourceSettings.Files files(Map<String, Piece> labels) {
    return new SourceSettings.Files(
        Piece.all(Path.of("x")),
        Piece.all(Path.of("y")),
        new TreeMap<>(labels),
        1,
        true,
        CsvFormat.DEFAULT);
  }

  @Test
  void everyFileWhoseRowsDoNotMatchHasItsLine() {
    assertThatThrownBy(
            () ->
                FilePairs.open(
                    "test",
                    files(Map.of("l", Piece.all(Path.of("labels")))),
                    piece -> new CountingFeatures(piece.file().endsWith("x") ? 3 : 4, 1, "row"),
                    path -> new Tens(5)))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            """
            y must have as many rows as x, 3, but has 4
            labels must have as many rows as x, 3, but has 5\
            """);
  }

  @Test
  void otherNumbersOfRows_areToldWithWhatWasLeftOut() {
    assertThatThrownBy(
            () ->
                FilePairs.open(
                    "test",
                    files(Map.of()),
                    piece ->
                        new TableFeatures(
                            new CountingFeatures(piece.file().endsWith("x") ? 3 : 4, 1, "row"),
                            List.of(),
                            false,
                            List.of(piece + ": blank lines are left out: 1")),
                    path -> new Tens(3)))
        .hasMessage(
            "y must have as many rows as x, 3, but has 4 (x: blank lines are left out: 1;"
                + " y: blank lines are left out: 1)");
  }

  @Test
  void bothFilesAreReadAtOnce() throws IOException {
    Path x = Files.writeString(directory.resolve("x"), "x");
    Path y = Files.writeString(directory.resolve("y"), "y");
    SourceSettings.Files both =
        new SourceSettings.Files(
            Piece.all(x), Piece.all(y), new TreeMap<>(), 1, true, CsvFormat.DEFAULT);
    CyclicBarrier meeting = new CyclicBarrier(2);
    FilePairs pairs =
        FilePairs.open(
            "test",
            both,
            piece -> {
              await(meeting);
              return new CountingFeatures(3, piece.file().equals(x) ? 1 : 2, "row");
            },
            path -> new Tens(3));
    assertThat(List.of(pairs.dx(), pairs.dy())).containsExactly(1, 2);
  }

  private static void await(CyclicBarrier meeting) {
    try {
      meeting.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the other file is not read meanwhile", e);
    }
  }

  @Test
  void bothFilesThatCannotBeReadHaveTheirLineXFirst() {
    assertThatThrownBy(
            () ->
                FilePairs.open(
                    "test",
                    files(Map.of()),
                    piece -> {
                      throw new StartFailure(piece.file() + " is broken");
                    },
                    path -> new Tens(5)))
        .isInstanceOf(StartFailure.class)
        .hasMessage("x is broken\ny is broken");
  }
}
