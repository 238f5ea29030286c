package dev.kstar.ingest;

import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same pairs in every format, through a broker and back. */
class SourcesIT {
  private static final Table TABLE =
      Table.of(300, row -> new float[] {row, row * 0.5f}, row -> new float[] {-row * 0.25f}, 3);

  private static KafkaCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startKafka() {
    cluster = KafkaBroker.started(1);
  }

  @AfterAll
  static void stopKafka() throws Exception {
    cluster.close();
  }

  private static void comesThrough(TableFiles.Place place) throws Exception {
    new RoundTrip(cluster.getBootstrapServers()).check(place.source(), place, "kind", TABLE);
  }

  @Test
  void npyFiles() throws Exception {
    comesThrough(TableFiles.npy(TABLE, folder));
  }

  @Test
  void anNpzFile() throws Exception {
    comesThrough(TableFiles.npz(TABLE, folder));
  }

  @Test
  void aZippedCsvFile() throws Exception {
    comesThrough(TableFiles.csv(TABLE, folder));
  }

  @Test
  void aParquetFile() throws Exception {
    comesThrough(TableFiles.parquet(TABLE, folder));
  }

  @Test
  void anAnnDataFile() throws Exception {
    comesThrough(TableFiles.h5ad(TABLE, folder));
  }
}
