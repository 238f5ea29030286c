package dev.kstar.ingest.stream;

import static dev.kstar.ingest.stream.Streams.open;
import static dev.kstar.ingest.stream.Streams.settings;
import static dev.kstar.ingest.stream.Streams.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.NpyBytes;
import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.TopicReader;
import dev.kstar.service.StartFailure;
import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs that are larger than what Kafka takes by default, against a real broker. */
class WidePairsIT {
  private static final int ROWS = 3;
  private static final int WIDTH = 200_000;

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

  private static Map<String, Object> kafka(Object... more) {
    Map<String, Object> kafka = new HashMap<>();
    kafka.put("bootstrap.servers", cluster.getBootstrapServers());
    for (int i = 0; i < more.length; i += 2) {
      kafka.put(more[i].toString(), more[i + 1]);
    }
    return kafka;
  }

  private TestSettings wide(String test) throws Exception {
    float[] values = new float[ROWS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 97;
    }
    Path file = NpyBytes.matrix(directory.resolve(test + ".npy"), ROWS, WIDTH, values);
    return settings(
        test,
        "ingest.source",
        "npy",
        "ingest.x",
        file,
        "ingest.y",
        file,
        "ingest.holdout-fraction",
        0,
        "ingest.standardise",
        "centre",
        "ingest.loop",
        false);
  }

  private static long largest(String topic) throws Exception {
    ConfigResource name = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(kafka())) {
      return Long.parseLong(
          admin
              .describeConfigs(List.of(name))
              .all()
              .get()
              .get(name)
              .get("max.message.bytes")
              .value());
    }
  }

  @Test
  void widePairs_areWritten() throws Exception {
    TestSettings settings = wide("wide");
    try (PairStream stream = open(settings, kafka())) {
      stream.start();
      until(() -> stream.progress().phase().ended(), stream);

      assertThat(stream.progress().phase()).isEqualTo(new Phase.Completed());
    }

    assertThat(new TopicReader(cluster.getBootstrapServers()).pairs("wide"))
        .hasSize(ROWS)
        .allMatch(pair -> pair.getX().size() == WIDTH * Float.BYTES);
    assertThat(largest("wide")).isGreaterThan(2L * WIDTH * Float.BYTES);
    assertThat(largest("kstar.dead-letters")).isGreaterThan(largest("wide"));
  }

  @Test
  void requestSizeTooSmall_isNamed() throws Exception {
    TestSettings settings = wide("request");

    assertThatThrownBy(() -> open(settings, kafka("max.request.size", "1000000")))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("a pair of 400000 values takes up to 1649152 bytes, so")
        .hasMessageContaining("kafka.max.request.size must be at least")
        .hasMessageEndingWith("but was 1000000");
  }

  @Test
  void segmentTooSmall_isNamed() throws Exception {
    TestSettings settings = wide("segment");
    try (Admin admin = Admin.create(kafka())) {
      NewTopic small =
          new NewTopic("segment", 1, (short) 1).configs(Map.of("segment.bytes", "1048576"));
      admin.createTopics(List.of(small)).all().get();
    }

    assertThatThrownBy(() -> open(settings, kafka()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("topic segment must have segment.bytes of at least")
        .hasMessageContaining("but has 1048576: raise it");
  }

  @Test
  void retentionOfTheTopic_isFound() throws Exception {
    TestSettings settings = wide("retention");
    open(settings, kafka()).close(); // makes the topics
    TopicSizes sizes = new TopicSizes(settings.topics(), new RecordSizes(1, 1, 1, 1));

    assertThat(sizes.ensure(kafka(), Duration.ofSeconds(60))).isEmpty();
    retain("retention", 4_000_000);
    assertThat(sizes.ensure(kafka(), Duration.ofSeconds(60))).hasValue(4_000_000);
  }

  private static void retain(String topic, long bytes) throws Exception {
    ConfigResource name = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry("retention.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(kafka())) {
      admin.incrementalAlterConfigs(Map.of(name, List.of(set))).all().get();
    }
  }
}
