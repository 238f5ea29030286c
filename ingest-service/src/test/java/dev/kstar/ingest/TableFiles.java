package dev.kstar.ingest;

import dev.kstar.ingest.source.parquet.ParquetBytes;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes a table in each format that ingest reads. The label is called "kind". */
final class TableFiles {
  private TableFiles() {}

  /**
   * How to ask ingest for it.
   *
   * @param source kind of source
   */
  record Place(String source, String x, String y, String labels) {}

  private static Place place(String source, Path x, Path y, Path labels, String... selections) {
    return new Place(source, x + selections[0], y + selections[1], labels + selections[2]);
  }

  private static Map<String, byte[]> arrays(Table table) {
    return Map.of(
        "x.npy", matrix(table.x()),
        "y.npy", matrix(table.y()),
        "kind.npy",
            NpyBytes.file(
                1,
                NpyBytes.dictionary("<i4", "(%d,)".formatted(table.rows())),
                NpyBytes.ints(table.labels())));
  }

  private static byte[] matrix(float[][] values) {
    int width = values[0].length;
    float[] all = new float[values.length * width];
    for (int row = 0; row < values.length; row++) {
      System.arraycopy(values[row], 0, all, row * width, width);
    }
    String shape = "(%d, %d)".formatted(values.length, width);
    return NpyBytes.file(1, NpyBytes.dictionary("<f4", shape), NpyBytes.floats(all));
  }

  static Place npy(Table table, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> array : arrays(table).entrySet()) {
      Files.write(folder.resolve(array.getKey()), array.getValue());
    }
    return place(
        "npy",
        folder.resolve("x.npy"),
        folder.resolve("y.npy"),
        folder.resolve("kind.npy"),
        "",
        "",
        "");
  }

  static Place npz(Table table, Path folder) throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> array : arrays(table).entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey()));
        zip.write(array.getValue());
      }
    }
    return place("npz", file, file, file, "#x", "#y", "#kind");
  }

  /** With a header, a text column that nobody asks for, and quoted delimiters in it. */
  static Place csv(Table table, Path folder) throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file));
        BufferedWriter text =
            new BufferedWriter(new OutputStreamWriter(zipped, StandardCharsets.UTF_8))) {
      text.write("id,%s,%s,kind\n".formatted(names("x", table.dx()), names("y", table.dy())));
      for (int row = 0; row < table.rows(); row++) {
        text.write("\"c, %d\",".formatted(row));
        text.write(cells(table.x()[row]) + "," + cells(table.y()[row]));
        text.write("," + table.labels()[row] + "\n");
      }
    }
    return place("csv", file, file, file, "#x_*", "#y_*", "#kind");
  }

  private static String names(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + "_" + i)
        .collect(Collectors.joining(","));
  }

  private static String cells(float[] values) {
    return Arrays.toString(values).replaceAll("[\\[\\] ]", "");
  }

  static Place parquet(Table table, Path folder) throws IOException {
    Path file = folder.resolve("a.parquet");
    ParquetBytes.write(
        file,
        """
        message pairs {
          required group x (LIST) { repeated group list { required float element; } }
          required group y (LIST) { repeated group list { required float element; } }
          required int32 kind;
        }""",
        CompressionCodecName.ZSTD,
        table.rows(),
        (row, i) -> fill(row, table, i));
    return place("parquet", file, file, file, "#x", "#y", "#kind");
  }

  private static void fill(Group row, Table table, int i) {
    ParquetBytes.list(row, "x", boxed(table.x()[i]));
    ParquetBytes.list(row, "y", boxed(table.y()[i]));
    row.add("kind", table.labels()[i]);
  }

  private static List<Float> boxed(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  static Place h5ad(Table table, Path folder) {
    Path file = folder.resolve("a.h5ad");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("X", table.x());
      hdf.putGroup("obsm").putDataset("protein", table.y());
      WritableGroup kind = hdf.putGroup("obs").putGroup("kind");
      kind.putAttribute("encoding-type", "categorical");
      kind.putDataset("codes", table.labels());
      int classes = Arrays.stream(table.labels()).max().orElseThrow() + 1;
      kind.putDataset(
          "categories",
          IntStream.range(0, classes).mapToObj(c -> "class " + c).toArray(String[]::new));
    }
    return place("h5ad", file, file, file, "", "#obsm/protein", "#kind");
  }
}
