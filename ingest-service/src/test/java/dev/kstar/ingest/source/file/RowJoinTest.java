package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowJoinTest {
  @TempDir Path directory;

  private final Map<String, Optional<RowNames>> names = new TreeMap<>();
  private final Map<String, Integer> rows = new TreeMap<>();
  private String longName;

  private record Places(long rows) implements Labels {
    @Override
    public Optional<RejectedRow> read(long row, int[] target, int at) {
      target[at] = (int) row;
      return Optional.empty();
    }
  }

  @BeforeEach
  void writeFiles() throws IOException {
    for (String file : List.of("x", "y", "kind")) {
      Files.writeString(directory.resolve(file), file);
    }
    longName = "n".repeat(1000);
  }

  private void name(String file, String... given) throws IOException {
    rows.put(file, given.length);
    try (RowNames.Builder builder = new RowNames.Builder()) {
      for (String name : given) {
        builder.add(name);
      }
      names.put(file, Optional.of(builder.build()));
    }
  }

  private void leaveUnnamed(String file, int count) {
    rows.put(file, count);
    names.put(file, Optional.empty());
  }

  private static String[] counted(String prefix, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  private FilePairs open() {
    TreeMap<String, Piece> labels = new TreeMap<>();
    if (names.containsKey("kind")) {
      labels.put("kind", Piece.all(directory.resolve("kind")));
    }
    Piece x = Piece.all(directory.resolve("x"));
    Piece y = Piece.all(directory.resolve("y"));
    return FilePairs.open(
        "test",
        new SourceSettings.Files(x, y, labels, 1, false, CsvFormat.DEFAULT),
        piece -> {
          String file = piece.shortName();
          Features features =
              file.equals("x")
                  ? new CountingFeatures(rows.get(file), 1, file)
                  : ArrayFeatures.array(rows.get(file), row -> row, RowJoinTest::unrelated);
          return new NamedFeatures(features, List.of(), names.get(file), List.of());
        },
        piece -> new NamedLabels(new Places(rows.get("kind")), names.get("kind"), List.of()));
  }

  /** A column that makes y another table than x. */
  private static double unrelated(int row) {
    return row % 3 == 1 ? 7 : -row;
  }

  /** Draws all pairs as "id x y", with the label behind where there is one. */
  private static List<String> drawn(PairSource pairs) {
    List<String> drawn = new ArrayList<>();
    for (Drawn next = pairs.next(); next instanceof Drawn.Pair pair; next = pairs.next()) {
      String label = pair.labels().isEmpty() ? "" : " " + pair.labels().get("kind");
      drawn.add(
          "%s %d %d%s"
              .formatted(Ids.of(pair), (int) pair.x().get(0), (int) pair.y().get(0), label));
    }
    return drawn;
  }

  private void refuses(String reason) {
    assertThatThrownBy(this::open)
        .isInstanceOf(StartFailure.class)
        .hasMessage(reason.replace("{}", directory.toString()));
  }

  @Test
  void open_sameNamesInTheSameOrder_areTheIds() throws IOException {
    name("x", "a", "b", "c");
    name("y", "a", "b", "c");

    FilePairs pairs = open();

    assertThat(pairs.notes()).isEmpty();
    assertThat(drawn(pairs)).containsExactlyInAnyOrder("a 0 0", "b 1 1", "c 2 2");
  }

  @Test
  void open_namesInAnotherOrder_areJoined() throws IOException {
    name("x", "a", "b", "c", "only x");
    name("y", "c", "only y", "a", "b");

    FilePairs pairs = open();

    assertThat(pairs.notes())
        .containsExactly(
            "x and y are joined by row name: 3 pairs of 4 and 4 rows; 1 only in x, 1 only in"
                + " y");
    assertThat(pairs.rows()).isEqualTo(3);
    assertThat(drawn(pairs)).containsExactlyInAnyOrder("a 0 2", "b 1 3", "c 2 0");
  }

  @Test
  void open_labelsWithNames_areJoined() throws IOException {
    name("x", "a", "b", "c");
    name("y", "c", "a", "b");
    name("kind", "b", "c", "d");

    FilePairs pairs = open();

    assertThat(pairs.notes())
        .contains(
            "x and y are joined by row name: 3 pairs of 3 and 3 rows, which stand in different"
                + " orders")
        .contains("kind is joined by row name: 2 of 3 pairs have a label");
    assertThat(drawn(pairs)).containsExactlyInAnyOrder("b 1 2 0", "c 2 0 1");
  }

  @Test
  void open_labelsWithoutNames_followTheRowsOfX() throws IOException {
    name("x", "a", "b", "only x");
    name("y", "b", "a");
    leaveUnnamed("kind", 3);

    FilePairs pairs = open();

    assertThat(pairs.notes()).contains("kind is paired with x by place: its rows have no names");
    assertThat(drawn(pairs)).containsExactlyInAnyOrder("a 0 1 0", "b 1 0 1");
  }

  @Test
  void open_rejectedRow_keepsTheRowOfItsFile() throws IOException {
    name("x", "a", "b");
    name("y", "b", "a");
    rows.put("x", 2);
    Features broken = new CountingFeatures(2, 1, "x", 1L);

    JoinedFeatures joined = new JoinedFeatures(broken, new int[] {1, 0});

    assertThat(joined.read(new long[] {0, 1}, 2, new byte[8])).isEqualTo(1);
    assertThat(joined.rejection(0).reason()).isEqualTo("x 1 is broken");
  }

  @Test
  void open_fewerThanHalfMatch_isRefused() throws IOException {
    name("x", counted("a", 0, 5));
    name("y", counted("a", 3, 8));

    refuses(
        "{}/x and {}/y must share the names of at least half of their rows but share 2 of 5 (x"
            + " begins with \"a0\", y with \"a3\")");
  }

  @Test
  void open_halfOfTheSmallerMatch_isJoined() throws IOException {
    name("x", counted("a", 0, 4));
    name("y", counted("a", 2, 20));

    assertThat(open().rows()).isEqualTo(2);
  }

  @Test
  void open_repeatedNameInAnotherOrder_isRefused() throws IOException {
    name("x", "a", "b", "c");
    name("y", "c", "b", "b");
    refuses(
        "{}/y must name each row once to be joined with {}/x by name but has \"b\" in rows 1 and"
            + " 2");

    name("x", "a", "b", "a");
    name("y", "b", "a");
    refuses(
        "{}/x must name each row once to be joined with {}/y by name but has \"a\" in rows 0 and"
            + " 2");
  }

  @Test
  void open_repeatedNameInTheSameOrder_pairsByPlace() throws IOException {
    name("x", "a", "b", "a");
    name("y", "a", "b", "a");

    FilePairs pairs = open();

    assertThat(pairs.notes())
        .containsExactly(
            "x names rows alike (\"a\" in rows 0 and 2), so that pairs are called by the numbers of"
                + " their rows");
    assertThat(drawn(pairs)).containsExactlyInAnyOrder("row-0 0 0", "row-1 1 1", "row-2 2 2");
  }

  @Test
  void open_oneSideWithoutNames_pairsByPlaceAndSaysSo() throws IOException {
    name("x", "a", "b");
    leaveUnnamed("y", 2);

    FilePairs pairs = open();

    assertThat(pairs.notes())
        .containsExactly("x and y are paired by place: y does not name its rows");
    assertThat(drawn(pairs)).containsExactlyInAnyOrder("row-0 0 0", "row-1 1 1");
  }

  @Test
  void open_namesThatOnlyCount_areNoNames() throws IOException {
    name("x", counted("", 0, 3));
    name("y", counted("", 0, 4));
    refuses("{}/y must have as many rows as {}/x, 3, but has 4");

    name("y", "a", "b", "c");
    assertThat(open().notes())
        .containsExactly("x and y are paired by place: x only counts its rows");

    name("y", counted("", 0, 3));
    assertThat(drawn(open())).contains("row-0 0 0");
  }

  @Test
  void open_countOfOneSideInAnotherOrder_isJoined() throws IOException {
    name("x", counted("", 0, 4));
    name("y", "3", "1", "2");

    assertThat(drawn(open())).containsExactlyInAnyOrder("3 3 0", "1 1 1", "2 2 2");
  }

  @Test
  void id_longName_isShortenedAndStaysUnique() throws IOException {
    name("x", longName + "1", longName + "2");
    name("y", longName + "2", longName + "1");

    List<String> ids = drawn(open()).stream().map(line -> line.split(" ")[0]).toList();

    assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id).hasSize(200));
  }

  @Test
  void identity_otherNames_isAnother() throws IOException {
    name("x", "a", "b");
    name("y", "b", "a");
    String joined = open().identity();

    name("y", "a", "b");
    FilePairs sameOrder = open();

    assertThat(sameOrder.formerIdentity()).isEqualTo(open().former().map(PairSource::identity));
    assertThat(sameOrder.identity()).startsWith(sameOrder.formerIdentity().get() + " names=");
    assertThat(drawn(sameOrder.former().get())).contains("row-0 0 0");
    name("x", "b", "a");
    assertThat(open().identity()).isNotEqualTo(joined);
  }

  @Test
  void former_joinedInAnotherOrder_isNone() throws IOException {
    name("x", "a", "b");
    name("y", "b", "a");

    FilePairs pairs = open();

    assertThat(pairs.former()).isEmpty();
    assertThat(pairs.formerIdentity()).isPresent();
  }
}
