package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Sources;
import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Phase;
import dev.kstar.ingest.stream.StreamOpener;
import dev.kstar.v1.PairedSample;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Streams files through a broker and compares what stands on the topics with what they hold. */
final class RoundTrip {
  private static final long SECONDS = 300;

  private final String servers;

  RoundTrip(String servers) {
    this.servers = servers;
  }

  /**
   * @param name of the stream and its topics
   * @param label name of the label of {@code place}
   */
  void check(String name, TableFiles.Place place, String label, Table table) throws IOException {
    stream(settings(name, place), table.rows());
    TopicReader reader = new TopicReader(servers);
    List<PairedSample> pairs = new ArrayList<>(reader.pairs(name));
    pairs.addAll(reader.pairs(name + ".holdout"));
    assertThat(pairs).hasSize(table.rows());
    Map<String, PairedSample> byId =
        pairs.stream().collect(Collectors.toMap(PairedSample::getId, Function.identity()));
    for (int row = 0; row < table.rows(); row++) {
      PairedSample pair = byId.get("row-" + row);
      assertThat(pair.getX()).isEqualTo(Float32.encode(table.x()[row], 0, table.dx()));
      assertThat(pair.getY()).isEqualTo(Float32.encode(table.y()[row], 0, table.dy()));
      assertThat(pair.getLabelsMap()).isEqualTo(Map.of(label, table.labels()[row]));
    }
  }

  private static TestSettings settings(String name, TableFiles.Place place) {
    return TestSettings.of(
        "stream",
        name,
        "topics.pairs",
        name,
        "topics.holdout",
        name + ".holdout",
        "ingest.source",
        place.source(),
        "ingest.x",
        place.x(),
        "ingest.y",
        place.y(),
        "ingest.labels",
        place.labels(),
        "ingest.loop",
        false,
        "ingest.max-lag",
        0);
  }

  private void stream(TestSettings given, long rows) throws IOException {
    Settings settings = given.checked();
    Map<String, Object> kafka = Map.of("bootstrap.servers", servers);
    try (PairStream stream =
        new StreamOpener(kafka, given.topics(), settings, Clock.systemUTC(), () -> {})
            .open(Sources.open(settings.source()))) {
      stream.start();
      long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (!stream.progress().phase().ended() && System.nanoTime() < latest) {
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(stream.progress().phase()).isEqualTo(new Phase.Completed());
      assertThat(stream.progress().row()).isEqualTo(rows);
    }
  }
}
