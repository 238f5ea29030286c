package dev.kstar.local.reproduce.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.job.Source;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPairsTest {
  private static final int ROWS = 1_000;

  @TempDir private Path folder;

  private final List<String> mistakes = new ArrayList<>();

  @Test
  void goodFilesAreReadWithTheirLabels() throws IOException {
    OwnPairs pairs = read(csv("x.csv", ROWS, i -> i + ",1." + i), labels(ROWS));

    assertThat(mistakes).isEmpty();
    assertThat(pairs.x().at(7, 0)).isEqualTo(7);
    assertThat(pairs.labels().get("kind")[5]).isEqualTo(2);
  }

  @Test
  void rowNumbers_readAsIngest_areLeftOutWithANote() throws IOException {
    Source.Files files =
        new Source.Files(
            Source.Format.CSV,
            Source.Piece.all(csv("x.csv", ROWS, i -> i + "," + i * 7 % 13)),
            Source.Piece.all(csv("y.csv", ROWS, i -> i + "," + i * 5 % 17)),
            List.of(),
            Source.Scaling.NONE,
            "");

    OwnPairs pairs = OwnPairs.readReviewed(files, 0.3, mistakes);

    assertThat(mistakes).isEmpty();
    assertThat(pairs.x().at(2, 0)).isEqualTo(1);
    assertThat(pairs.y().columns()).isEqualTo(1);
    assertThat(pairs.notes())
        .hasSize(2)
        .allMatch(note -> note.contains("column \"a\" is left out, since it counts the rows"));
  }

  @Test
  void everyRowIsOnOneSide() throws IOException {
    OwnPairs pairs = read(csv("x.csv", ROWS, i -> i + "," + 2 * i), labels(ROWS));

    int held = pairs.side(0.3, true).length;
    assertThat(held).isBetween(200, 400);
    assertThat(pairs.side(0.3, false)).hasSize(ROWS - held);
  }

  @Test
  void npyOfFloatsIsRead() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    bytes.putFloat(1).putFloat(2).putFloat(3).putFloat(4.5f);
    Path file = Files.write(folder.resolve("x.npy"), bytes.array());

    assertThat(PairFiles.features(Source.Piece.all(file), Source.Format.NPY).values())
        .containsExactly(1, 2, 3, 4.5);
  }

  @Test
  void columnsOfOneFileAreChosen() throws IOException {
    Path table = csv("table.csv", ROWS, i -> "%d,%d".formatted(i, i % 3));

    Matrix first = PairFiles.features(new Source.Piece(table, "a"), Source.Format.CSV);
    int[] second = PairFiles.labels(new Source.Piece(table, "b"), Source.Format.CSV);

    assertThat(first.columns()).isEqualTo(1);
    assertThat(first.at(7, 0)).isEqualTo(7);
    assertThat(second[7]).isEqualTo(1);
  }

  @Test
  void nothingCanBeChosenOfOneArray() throws IOException {
    Path file = Files.createFile(folder.resolve("x.npy"));

    assertThatThrownBy(() -> PairFiles.features(new Source.Piece(file, "a"), Source.Format.NPY))
        .hasMessageEndingWith(
            "x.npy holds one array, of which nothing can be chosen, but \"a\" was asked for");
  }

  @Test
  void tooFewPairsAreSaid() throws IOException {
    read(csv("x.csv", 100, i -> i + "," + i), 100, labels(100));

    assertThat(mistakes)
        .singleElement()
        .asString()
        .matches(
            "100 pairs with --holdout 0.3 leave \\d+ to evaluate on, and at least 200 are needed");
  }

  @Test
  void aConstantColumnIsNamed() throws IOException {
    read(csv("x.csv", ROWS, i -> i + ",7"), labels(ROWS));

    assertThat(mistakes)
        .singleElement()
        .asString()
        .endsWith("x.csv must have columns that vary but column 1, counted from 0, is constant");
  }

  @Test
  void labelsThatDoNotFitAreSaid() throws IOException {
    read(csv("x.csv", ROWS, i -> i + "," + i), labels(ROWS - 1));

    assertThat(mistakes)
        .singleElement()
        .asString()
        .endsWith("kind.csv must hold one label for each of 1000 pairs but holds 999");
  }

  @Test
  void differentNumbersOfRowsAreSaid() throws IOException {
    read(csv("x.csv", ROWS + 1, i -> i + "," + i), labels(ROWS + 1));

    assertThat(mistakes)
        .singleElement()
        .asString()
        .contains("y.csv must have as many rows as ", ", 1001, but has 1000");
  }

  @Test
  void read_namesInAnotherOrder_areJoinedAsInIngest() {
    Path x = folder.resolve("x.h5ad");
    Path y = folder.resolve("y.h5ad");
    cells(x, i -> i);
    cells(y, i -> ROWS - 1 - i);
    Source.Files files =
        new Source.Files(
            Source.Format.H5AD,
            Source.Piece.all(x),
            Source.Piece.all(y),
            List.of(new Source.Labels("kind", new Source.Piece(y, "kind"))),
            Source.Scaling.NONE,
            "");

    OwnPairs pairs = OwnPairs.read(files, 0.3, mistakes);

    assertThat(mistakes).isEmpty();
    assertThat(pairs.y().values()).isEqualTo(pairs.x().values());
    assertThat(pairs.labels().get("kind")[5]).isEqualTo(5);
    assertThat(new String(pairs.ids().apply(7), StandardCharsets.UTF_8)).isEqualTo("cell7");
  }

  /** Writes cells whose only value and label are the number in their name. */
  private static void cells(Path file, IntUnaryOperator number) {
    float[][] values = new float[ROWS][1];
    int[] kinds = new int[ROWS];
    String[] names = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      kinds[row] = number.applyAsInt(row);
      values[row][0] = kinds[row];
      names[row] = "cell" + kinds[row];
    }
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("X", values);
      WritableGroup obs = hdf.putGroup("obs");
      obs.putDataset("index", names);
      obs.putDataset("kind", kinds);
    }
  }

  @Test
  void whatIsNoNumberIsPlaced() throws IOException {
    read(csv("x.csv", ROWS, i -> i + "," + (i == 3 ? "NaN" : "" + i)), labels(ROWS));

    assertThat(mistakes)
        .singleElement()
        .asString()
        .endsWith("x.csv line 5 column 2 must be a finite float32 value but was \"NaN\"");
  }

  private OwnPairs read(Path x, Path labels) throws IOException {
    return read(x, ROWS, labels);
  }

  private OwnPairs read(Path x, int rows, Path labels) throws IOException {
    Path y = csv("y.csv", rows, i -> String.valueOf(i % 17));
    Source.Files files =
        new Source.Files(
            Source.Format.CSV,
            Source.Piece.all(x),
            Source.Piece.all(y),
            List.of(new Source.Labels("kind", Source.Piece.all(labels))),
            Source.Scaling.NONE,
            "");
    return OwnPairs.read(files, 0.3, mistakes);
  }

  private Path labels(int rows) throws IOException {
    return csv("kind.csv", rows, i -> String.valueOf(i % 3));
  }

  private Path csv(String name, int rows, IntFunction<String> row) throws IOException {
    String text =
        IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "a,b\n", "\n"));
    return Files.writeString(
        folder.resolve(name), row.apply(0).contains(",") ? text : text.replace("a,b", "a"));
  }
}
