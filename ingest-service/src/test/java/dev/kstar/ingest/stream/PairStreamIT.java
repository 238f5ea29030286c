package dev.kstar.ingest.stream;

import static dev.kstar.ingest.stream.Streams.open;
import static dev.kstar.ingest.stream.Streams.opener;
import static dev.kstar.ingest.stream.Streams.settings;
import static dev.kstar.ingest.stream.Streams.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.contract.Float32Vector;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.NpyBytes;
import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.TopicReader;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Sources;
import dev.kstar.service.StartFailure;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.Vectors;
import dev.kstar.v1.PairedSample;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams against a real broker; every test has topics of its own. */
class PairStreamIT {
  private static KafkaCluster cluster;

  @TempDir Path directory;

  @BeforeAll
  static void startKafka() {
    cluster = KafkaBroker.newCluster();
    cluster.start();
  }

  @AfterAll
  static void stopKafka() throws Exception {
    cluster.close();
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", cluster.getBootstrapServers());
  }

  private static Phase run(TestSettings settings) {
    return run(open(settings, kafka()));
  }

  private static Phase run(PairStream opened) {
    try (PairStream stream = opened) {
      stream.start();
      until(() -> stream.progress().phase().ended(), stream);
      return stream.progress().phase();
    }
  }

  private static List<PairedSample> read(String topic) {
    return new TopicReader(cluster.getBootstrapServers()).pairs(topic);
  }

  private static List<PairedSample> both(String test) {
    List<PairedSample> pairs = new ArrayList<>(read(test));
    pairs.addAll(read(test + ".holdout"));
    return pairs;
  }

  private static float first(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  /** Arrays are used for one pair after the other: what is on its way must not change with them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void whatLiesOnTheTopicsIsWhatTheSourceDraws(int processors) throws Exception {
    int pairs = 30_000;
    String test = "drawn-" + processors;
    TestSettings settings = settings(test, "ingest.limit", pairs);
    PairSource source = Sources.open(settings.checked().source());
    StreamOpener opener = opener(settings, kafka(), () -> {}).onProcessors(processors);
    assertThat(run(opener.open(source))).isEqualTo(new Phase.Completed());
    Map<String, PairedSample> found = new HashMap<>();
    for (String topic : List.of(test, test + ".holdout")) {
      for (var written : new TopicReader(cluster.getBootstrapServers()).all(topic)) {
        found.put(written.key(), PairedSample.parseFrom(written.value()));
      }
    }
    assertThat(found).hasSize(pairs);
    PairSource alone = Sources.open(settings.checked().source());
    for (int i = 0; i < pairs; i++) {
      Drawn.Pair drawn = (Drawn.Pair) alone.next();
      PairedSample sample = found.get(Ids.of(drawn));
      assertThat(sample.getId()).isEqualTo(Ids.of(drawn));
      assertThat(sample.getX()).isEqualTo(bytes(drawn.x()));
      assertThat(sample.getY()).isEqualTo(bytes(drawn.y()));
    }
  }

  private static ByteString bytes(Float32Vector vector) {
    return Float32.encode(Vectors.values(vector), 0, vector.size());
  }

  @Test
  void textFilesArriveRowByRowWithoutTheBrokenOnes() throws Exception {
    Path x = Files.writeString(directory.resolve("x.csv"), "a,b\n0,1\n1,oops\n2,3\n3,4\n");
    Path y = Files.writeString(directory.resolve("y.csv"), "0\n1\n2\n3\n");
    Path digit = Files.writeString(directory.resolve("digit.csv"), "10\n11\n12\n13\n");
    Phase phase =
        run(
            settings(
                "csv",
                "ingest.source",
                "csv",
                "ingest.x",
                x,
                "ingest.y",
                y,
                "ingest.labels",
                digit,
                "ingest.max-rejected-share",
                0.5,
                "ingest.loop",
                false));
    assertThat(phase).isEqualTo(new Phase.Completed());
    List<PairedSample> pairs = both("csv");
    assertThat(pairs)
        .extracting(PairedSample::getId)
        .containsExactlyInAnyOrder("row-0", "row-2", "row-3");
    for (PairedSample pair : pairs) {
      assertThat(pair.getId()).isEqualTo("row-" + (int) first(pair.getX()));
      assertThat(pair.getLabelsMap()).isEqualTo(Map.of("digit", 10 + (int) first(pair.getY())));
    }
  }

  @Test
  void arrayFilesGoRoundAndNoIdChangesItsSide() throws Exception {
    float[] values = new float[200];
    IntStream.range(0, 200).forEach(i -> values[i] = Math.floorDiv(i, 2));
    Path x = NpyBytes.matrix(directory.resolve("x.npy"), 100, 2, values);
    Path y = NpyBytes.matrix(directory.resolve("y.npy"), 100, 2, values);
    run(
        settings(
            "npy",
            "ingest.source",
            "npy",
            "ingest.x",
            x,
            "ingest.y",
            y,
            "ingest.limit",
            300,
            "ingest.holdout-fraction",
            0.2));
    Map<String, Long> counts =
        both("npy").stream()
            .collect(Collectors.groupingBy(PairedSample::getId, Collectors.counting()));
    assertThat(counts).hasSize(100).allSatisfy((id, count) -> assertThat(count).isEqualTo(3));
    HoldoutSplit split = new HoldoutSplit(0.2);
    assertThat(read("npy.holdout")).isNotEmpty().allMatch(pair -> split.holdsOut(pair.getId()));
    assertThat(read("npy")).noneMatch(pair -> split.holdsOut(pair.getId()));
  }

  @Test
  void partitionsStayBalancedOverRestarts() {
    for (int restart = 0; restart < 5; restart++) {
      int limit = 7 * (restart + 1); // the pairs before the restart are part of it
      run(settings("restarts", "ingest.limit", limit, "ingest.holdout-fraction", 0));
    }
    Map<Integer, Long> counts =
        new TopicReader(cluster.getBootstrapServers())
            .all("restarts").stream()
                .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
    assertThat(counts).isEqualTo(Map.of(0, 9L, 1, 9L, 2, 9L, 3, 8L));
  }

  @Test
  void aStreamOfAnotherShapeIsRefused() {
    run(settings("shape", "ingest.limit", 1));
    TestSettings wider = settings("shape", "ingest.dx", 21, "ingest.limit", 1);
    assertThatThrownBy(() -> open(wider, kafka()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("stream \"shape\" exists with dx 20 where this source has 21");
    assertThat(both("shape")).hasSize(1);
  }

  @Test
  void anotherSourceOfTheSameShapeIsPublished() {
    run(settings("source", "ingest.limit", 1));
    run(settings("source", "ingest.limit", 1, "ingest.seed", 2));
    assertThat(
            new StreamDirectory(kafka(), "kstar.streams").find("source").orElseThrow().getSource())
        .endsWith("seed=2");
  }

  @Test
  void aGroupThatNeverCommittedHoldsBackAtTheLimit() {
    try (PairStream stream =
        open(
            settings("uncommitted", "ingest.max-lag", 1_000, "ingest.lag-group", "nobody"),
            kafka())) {
      stream.start();
      until(() -> stream.progress().trainingPairs() > 900, stream);
      until(() -> stream.progress().phase() instanceof Phase.HeldBack, stream);
      assertThat(stream.deadBecause()).isEmpty();
    }
    assertThat(read("uncommitted").size()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void aGroupThatCommitsLetsTheStreamGoOn() throws Exception {
    try (PairStream stream =
            open(settings("commits", "ingest.max-lag", 1_000, "ingest.lag-group", "g"), kafka());
        Admin admin = Admin.create(kafka())) {
      stream.start();
      until(() -> stream.progress().trainingPairs() > 900, stream);
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (int partition = 0; partition < 4; partition++) {
        offsets.put(new TopicPartition("commits", partition), new OffsetAndMetadata(100));
      }
      admin.alterConsumerGroupOffsets("g", offsets).all().get();
      until(() -> stream.progress().trainingPairs() > 1_300, stream);
    }
    assertThat(read("commits").size()).isLessThanOrEqualTo(1_400);
  }

  @Test
  void aSecondWriterOfAStreamStopsTheFirstAndGoesOnBehindIt() throws Exception {
    TestSettings settings = settings("fenced", "ingest.max-lag", 0, "ingest.rate", 2_000);
    CountDownLatch fenced = new CountDownLatch(1);
    try (PairStream first = open(settings, kafka(), fenced::countDown)) {
      first.start();
      until(() -> first.progress().trainingPairs() > 100, first);
      try (PairStream second = open(settings, kafka())) {
        second.start();
        assertThat(fenced.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.progress().phase())
            .isEqualTo(
                new Phase.Failed(
                    "another ingest service writes to stream \"fenced\" now, so this one stops (a"
                        + " stream has one writer; setting kstar.stream)"));
        until(() -> second.progress().trainingPairs() > 100, second);
      }
    }
    List<PairedSample> pairs = both("fenced");
    Set<String> ids = new HashSet<>();
    pairs.forEach(pair -> ids.add(pair.getId()));
    assertThat(ids).hasSize(pairs.size());
    assertThat(ids).contains("s-1-0", "s-1-" + (pairs.size() - 1));
  }

  @Test
  void closingDeliversWhatIsOnItsWay() {
    PairStream stream = open(settings("closing", "ingest.max-lag", 0), kafka());
    stream.start();
    until(() -> stream.progress().trainingPairs() > 1_000, stream);
    stream.close();
    assertThat(stream.progress().unacknowledged()).isZero();
    assertThat(read("closing")).hasSize((int) stream.progress().trainingPairs());
    assertThat(new HashSet<>(read("closing"))).hasSize((int) stream.progress().trainingPairs());
  }
}
