package dev.kstar.ingest.stream;

import static dev.kstar.ingest.stream.Streams.open;
import static dev.kstar.ingest.stream.Streams.settings;
import static dev.kstar.ingest.stream.Streams.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.TopicReader;
import dev.kstar.service.StartFailure;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.DeadLetter;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams whose compacted topics hold a record that another client has written. */
class DamagedRecordIT {
  private static final byte[] GARBAGE = {(byte) 0xff, 3};

  private static KafkaCluster cluster;

  @BeforeAll
  static void startKafka() {
    cluster = KafkaBroker.started(1);
  }

  @AfterAll
  static void stopKafka() throws Exception {
    cluster.close();
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", cluster.getBootstrapServers());
  }

  private static Phase run(TestSettings settings) {
    try (PairStream stream = open(settings, kafka())) {
      stream.start();
      until(() -> stream.progress().phase().ended(), stream);
      return stream.progress().phase();
    }
  }

  private static void write(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, bytes, value)).get();
    }
  }

  private static List<String> ids(String test) {
    List<String> ids = new ArrayList<>();
    for (String topic : List.of(test, test + ".holdout")) {
      new TopicReader(cluster.getBootstrapServers())
          .pairs(topic)
          .forEach(pair -> ids.add(pair.getId()));
    }
    return ids;
  }

  private static List<DeadLetter> letters(String topic) throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> letter :
        new TopicReader(cluster.getBootstrapServers()).all(topic)) {
      letters.add(DeadLetter.parseFrom(letter.value()));
    }
    return letters;
  }

  @Test
  void descriptor_garbageBehindIt_isWrittenAgain() throws Exception {
    Object[] own = {"topics.streams", "a.streams", "topics.dead-letters", "a.letters"};
    run(settings("a", with(own, "ingest.limit", 10)));
    write("a.streams", "a", GARBAGE);

    Phase next = run(settings("a", with(own, "ingest.limit", 20)));

    assertThat(next).isEqualTo(new Phase.Completed());
    assertThat(ids("a")).hasSize(20);
    assertThat(letters("a.letters"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getTopic()).isEqualTo("a.streams");
              assertThat(letter.getOffset()).isEqualTo(1);
              assertThat(letter.getReason()).contains("has 2 bytes that do not parse");
            });
    assertThat(new StreamDirectory(kafka(), "a.streams").read("a").damaged()).isEmpty();
  }

  @Test
  void descriptor_onlyGarbage_isRefusedInOneSentence() throws Exception {
    TestSettings settings = settings("b", "topics.streams", "b.streams", "ingest.limit", 10);
    write("b.streams", "b", GARBAGE);

    assertThatThrownBy(() -> open(settings, kafka()))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("b.streams-0@0 must hold the descriptor of stream \"b\" but has 2")
        .hasMessageContaining("and no valid record of it remains: write a record with the key");
  }

  @Test
  void position_garbageBehindIt_losesAndDoublesNothing() throws Exception {
    run(settings("c", "ingest.limit", 100));
    write("kstar.ingest-positions", "c", GARBAGE);
    write("kstar.ingest-positions", "c", new byte[0]);

    Phase next = run(settings("c", "ingest.limit", 200));

    assertThat(next).isEqualTo(new Phase.Completed());
    assertThat(ids("c")).hasSize(200);
    assertThat(new HashSet<>(ids("c"))).hasSize(200);
  }

  @Test
  void position_onlyGarbage_isRefusedInOneSentence() throws Exception {
    TestSettings settings = settings("d", "ingest.limit", 10);
    write("kstar.ingest-positions", "d", GARBAGE);

    assertThatThrownBy(() -> open(settings, kafka()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("must hold the position of stream \"d\" but has 2 bytes")
        .hasMessageContaining("which pairs are written already is unknown");
  }

  private static Object[] with(Object[] some, Object... more) {
    List<Object> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray();
  }
}
