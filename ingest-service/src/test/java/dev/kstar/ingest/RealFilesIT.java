package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real pairs in every format, through a broker and back. {@code -Dkstar.real-data=FOLDER} names a
 * folder whose subfolders hold {@code x.npy}, {@code y.npy} (float32) and {@code labels.npy}
 * (int32).
 */
class RealFilesIT {
  private static final String PROPERTY = "kstar.real-data";

  @TempDir Path scratch;

  @Test
  void realPairsComeThroughInEveryFormat() throws Exception {
    List<Path> folders = Table.foldersIn(parent());
    assertThat(folders).isNotEmpty();
    try (KafkaCluster cluster = KafkaBroker.newCluster()) {
      cluster.start();
      RoundTrip trip = new RoundTrip(cluster.getBootstrapServers());
      for (Path folder : folders) {
        check(trip, folder);
      }
    }
  }

  private static Path parent() {
    String named = System.getProperty(PROPERTY, "");
    if (named.isBlank()) {
      String reason = "RealFilesIT is skipped: -D" + PROPERTY + " names no folder of real pairs";
      System.out.println(reason);
      Assumptions.abort(reason);
    }
    return Path.of(named);
  }

  private void check(RoundTrip trip, Path folder) throws Exception {
    Table table = Table.read(folder);
    String name = folder.getFileName().toString();
    trip.check(name + ".given", given(folder), "labels", table);
    Path written = Files.createDirectory(scratch.resolve(name));
    List<TableFiles.Place> places =
        List.of(
            TableFiles.npz(table, written),
            TableFiles.csv(table, written),
            TableFiles.parquet(table, written),
            TableFiles.h5ad(table, written));
    for (TableFiles.Place place : places) {
      trip.check(name + "." + place.source(), place, "kind", table);
      System.out.printf(
          "%s as %s: %d pairs of %d and %d values came through%n",
          name, place.source(), table.rows(), table.dx(), table.dy());
    }
  }

  private static TableFiles.Place given(Path folder) {
    return new TableFiles.Place(
        "npy",
        folder.resolve("x.npy").toString(),
        folder.resolve("y.npy").toString(),
        folder.resolve("labels.npy").toString());
  }
}
