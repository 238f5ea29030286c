package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Sources;
import dev.kstar.ingest.source.parquet.ParquetBytes;
import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Phase;
import dev.kstar.ingest.stream.StreamOpener;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.PairedSample;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same pairs in every format, through a broker and back. */
class SourcesIT {
  private static final int ROWS = 300;
  private static final long SECONDS = 300;

  private static KafkaCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startKafka() {
    cluster = KafkaBroker.newCluster();
    cluster.start();
  }

  @AfterAll
  static void stopKafka() throws Exception {
    cluster.close();
  }

  private static float[] x(int row) {
    return new float[] {row, row * 0.5f};
  }

  private static float[] y(int row) {
    return new float[] {-row * 0.25f};
  }

  private static int label(int row) {
    return row % 3;
  }

  private static float[] all(IntFunction<float[]> values, int width) {
    float[] all = new float[ROWS * width];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(values.apply(row), 0, all, row * width, width);
    }
    return all;
  }

  private static int[] labels() {
    return IntStream.range(0, ROWS).map(SourcesIT::label).toArray();
  }

  private static byte[] npy(String type, String shape, byte[] values) {
    return NpyBytes.file(1, NpyBytes.dictionary(type, shape), values);
  }

  private Map<String, byte[]> arrays() {
    return Map.of(
        "x.npy", npy("<f4", "(%d, 2)".formatted(ROWS), NpyBytes.floats(all(SourcesIT::x, 2))),
        "y.npy", npy("<f4", "(%d, 1)".formatted(ROWS), NpyBytes.floats(all(SourcesIT::y, 1))),
        "kind.npy", npy("<i4", "(%d,)".formatted(ROWS), NpyBytes.ints(labels())));
  }

  @Test
  void npyFiles() throws Exception {
    for (Map.Entry<String, byte[]> array : arrays().entrySet()) {
      Files.write(folder.resolve(array.getKey()), array.getValue());
    }
    comesThrough("npy", "x.npy", "y.npy", "kind.npy");
  }

  @Test
  void anNpzFile() throws Exception {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("a.npz")))) {
      for (Map.Entry<String, byte[]> array : arrays().entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey()));
        zip.write(array.getValue());
      }
    }
    comesThrough("npz", "a.npz#x", "a.npz#y", "a.npz#kind");
  }

  @Test
  void aCsvFile() throws Exception {
    StringBuilder text = new StringBuilder("id,x_a,x_b,y,kind\n");
    for (int row = 0; row < ROWS; row++) {
      float[] x = x(row);
      text.append("\"c, %d\",%s,%s,%s,%d%n".formatted(row, x[0], x[1], y(row)[0], label(row)));
    }
    Files.writeString(folder.resolve("a.csv"), text);
    comesThrough("csv", "a.csv#x_*", "a.csv#y", "a.csv#kind");
  }

  @Test
  void aParquetFile() throws Exception {
    ParquetBytes.write(
        folder.resolve("a.parquet"),
        """
        message pairs {
          required group x (LIST) { repeated group list { required float element; } }
          required double y;
          required int32 kind;
        }""",
        CompressionCodecName.ZSTD,
        ROWS,
        (row, i) -> {
          ParquetBytes.list(row, "x", List.of(x(i)[0], x(i)[1]));
          row.add("y", (double) y(i)[0]);
          row.add("kind", label(i));
        });
    comesThrough("parquet", "a.parquet#x", "a.parquet#y", "a.parquet#kind");
  }

  @Test
  void anAnnDataFile() throws Exception {
    try (WritableHdfFile hdf = HdfFile.write(folder.resolve("a.h5ad"))) {
      hdf.putDataset("X", IntStream.range(0, ROWS).mapToObj(SourcesIT::x).toArray(float[][]::new));
      hdf.putGroup("obsm")
          .putDataset(
              "protein", IntStream.range(0, ROWS).mapToObj(SourcesIT::y).toArray(float[][]::new));
      WritableGroup kind = hdf.putGroup("obs").putGroup("kind");
      kind.putAttribute("encoding-type", "categorical");
      kind.putDataset("codes", labels());
      kind.putDataset("categories", new String[] {"a", "b", "c"});
    }
    comesThrough("h5ad", "a.h5ad", "a.h5ad#obsm/protein", "a.h5ad#kind");
  }

  private void comesThrough(String source, String x, String y, String labels) throws Exception {
    TestSettings given =
        TestSettings.of(
            "stream",
            source,
            "topics.pairs",
            source,
            "topics.holdout",
            source + ".holdout",
            "ingest.source",
            source,
            "ingest.x",
            folder.resolve(x),
            "ingest.y",
            folder.resolve(y),
            "ingest.labels",
            folder.resolve(labels),
            "ingest.loop",
            false,
            "ingest.max-lag",
            0);
    stream(given);
    List<PairedSample> pairs = new ArrayList<>();
    TopicReader reader = new TopicReader(cluster.getBootstrapServers());
    pairs.addAll(reader.pairs(source));
    pairs.addAll(reader.pairs(source + ".holdout"));
    assertThat(pairs).hasSize(ROWS);
    Map<String, PairedSample> byId = new HashMap<>();
    pairs.forEach(pair -> byId.put(pair.getId(), pair));
    for (int row = 0; row < ROWS; row++) {
      PairedSample pair = byId.get("row-" + row);
      assertThat(pair.getX()).isEqualTo(bytes(x(row)));
      assertThat(pair.getY()).isEqualTo(bytes(y(row)));
      assertThat(pair.getLabelsMap()).isEqualTo(Map.of("kind", label(row)));
    }
  }

  private static ByteString bytes(float[] values) {
    return Float32.encode(Arrays.copyOf(values, values.length), 0, values.length);
  }

  private static void stream(TestSettings given) throws IOException {
    Settings settings = given.checked();
    Map<String, Object> kafka = Map.of("bootstrap.servers", cluster.getBootstrapServers());
    try (PairStream stream =
        new StreamOpener(kafka, given.topics(), settings, Clock.systemUTC(), () -> {})
            .open(Sources.open(settings.source()))) {
      stream.start();
      long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (!stream.progress().phase().ended() && System.nanoTime() < latest) {
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(stream.progress().phase()).isEqualTo(new Phase.Completed());
      assertThat(stream.progress().row()).isEqualTo(ROWS);
    }
  }
}
