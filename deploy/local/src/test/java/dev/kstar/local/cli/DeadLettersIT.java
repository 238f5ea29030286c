package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.local.deadletter.Replay;
import dev.kstar.local.process.Broker;
import dev.kstar.local.process.Installation;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.StreamDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real broker, with letters for a stream of two and one values: one record that is valid
 * by now, one that is not, and a batch that was set aside.
 */
@Timeout(180)
class DeadLettersIT {
  private static final byte[] KEY = "id-1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] VALID = pair(2, 1);
  private static final byte[] TOO_WIDE = pair(3, 1);

  @TempDir Path folder;
  private Broker broker;
  private final CapturedTerminal captured = new CapturedTerminal();

  @BeforeEach
  void write() throws Exception {
    broker = Broker.start(folder);
    Map<String, Object> kafka = Map.of("bootstrap.servers", broker.servers());
    try (Admin admin = Admin.create(kafka)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("kstar.pairs", 2, (short) 1),
                  new NewTopic("kstar.streams", 1, (short) 1),
                  new NewTopic("kstar.dead-letters", 1, (short) 1)))
          .all()
          .get();
    }
    try (var producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] stream =
          StreamDescriptor.newBuilder()
              .setStream("default")
              .setDx(2)
              .setDy(1)
              .build()
              .toByteArray();
      byte[] name = "default".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>("kstar.streams", name, stream)).get();
      for (DeadLetter letter : letters()) {
        producer.send(new ProducerRecord<>("kstar.dead-letters", letter.toByteArray())).get();
      }
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** The second comes twice, as after a restart of the trainer. */
  private static List<DeadLetter> letters() {
    DeadLetter now = letter(1, 5, VALID).setReason("x was too short").build();
    DeadLetter wide = letter(0, 7, TOO_WIDE).setReason("x is too wide").build();
    DeadLetter range =
        letter(0, 9, new byte[0])
            .setKind(RejectionKind.REJECTION_KIND_NON_FINITE_LOSS)
            .setEndOffset(12)
            .setReason("not finite")
            .build();
    return List.of(now, wide, wide, range);
  }

  private static DeadLetter.Builder letter(int partition, long offset, byte[] value) {
    return DeadLetter.newBuilder()
        .setTopic("kstar.pairs")
        .setPartition(partition)
        .setOffset(offset)
        .setKind(RejectionKind.REJECTION_KIND_WRONG_DIMENSION)
        .setKey(ByteString.copyFrom(KEY))
        .setValue(ByteString.copyFrom(value));
  }

  private static byte[] pair(int dx, int dy) {
    return PairedSample.newBuilder()
        .setId("id-1")
        .setX(Float32.encode(new float[dx], 0, dx))
        .setY(Float32.encode(new float[dy], 0, dy))
        .build()
        .toByteArray();
  }

  @Test
  void listsEachRecordOnceWithItsPlaceAndReason() {
    assertThat(execute("dead-letters")).isZero();
    assertThat(captured.out())
        .containsExactly(
            "kstar.pairs-1@5  wrong dimension  x was too short",
            "kstar.pairs-0@7  wrong dimension  x is too wide",
            "kstar.pairs-0@[9..11]  non finite loss  not finite",
            "3 dead letters, 3 shown");
  }

  @Test
  void listsNoMoreThanAskedForTheNewestOnes() {
    execute("dead-letters", "--limit=1", "--topic=kstar.pairs");
    assertThat(captured.out())
        .containsExactly(
            "kstar.pairs-0@[9..11]  non finite loss  not finite", "3 dead letters, 1 shown");
  }

  @Test
  void sendsWhatIsValidNowBackToItsPartitionAndOnlyOnce() throws Exception {
    execute("dead-letters", "--replay");
    execute("dead-letters", "--replay");
    assertThat(captured.out())
        .contains("1 sent back, 2 not", "0 sent back, 2 not")
        .contains("  not sent back: x must hold 2 float32 values (8 bytes) but held 12 bytes");
    List<ConsumerRecord<byte[], byte[]>> records = pairs();
    assertThat(records).hasSize(1);
    assertThat(records.get(0).partition()).isEqualTo(1);
    assertThat(records.get(0).key()).isEqualTo(KEY);
    assertThat(records.get(0).value()).isEqualTo(VALID);
    assertThat(new String(header(records.get(0)), StandardCharsets.UTF_8))
        .isEqualTo("kstar.pairs-1@5");
  }

  @Test
  void sendsRepairedRecordsOfAFile() throws Exception {
    execute("dead-letters", "--json");
    String wide = captured.out().get(1);
    String repaired = wide.replace(base64(TOO_WIDE), base64(VALID));
    assertThat(repaired).isNotEqualTo(wide);
    Path file = Files.writeString(folder.resolve("repaired.jsonl"), repaired + "\n");
    assertThat(execute("dead-letters", "--replay", "--from=" + file)).isZero();
    assertThat(captured.out()).contains("1 sent back, 0 not");
    assertThat(pairs())
        .singleElement()
        .satisfies(record -> assertThat(record.partition()).isZero());
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("x"), "{}\nno letter\n");
    assertThat(execute("dead-letters", "--replay", "--from=" + file))
        .isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err().get(0))
        .startsWith("line 2 of %s must be a dead letter".formatted(file));
  }

  private static String base64(byte[] bytes) {
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] header(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(Replay.HEADER).value();
  }

  /**
   * What is committed. A commit returns before its markers stand in the log, so this reads to the
   * end of what is written and not to the end of what is committed by now.
   */
  private List<ConsumerRecord<byte[], byte[]>> pairs() throws Exception {
    List<TopicPartition> both =
        List.of(new TopicPartition("kstar.pairs", 0), new TopicPartition("kstar.pairs", 1));
    Map<TopicPartition, Long> ends = written(both);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.servers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(both);
      consumer.seekToBeginning(both);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (both.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
      return records;
    }
  }

  private Map<TopicPartition, Long> written(List<TopicPartition> partitions) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.servers()))) {
      admin.listOffsets(latest).all().get().forEach((of, end) -> ends.put(of, end.offset()));
    }
    return ends;
  }

  private int execute(String... arguments) {
    Terminal terminal = captured.terminal();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--target=" + broker.servers());
    return CommandLines.of(List.of(new DeadLettersCommand(Installation.own(), terminal)), terminal)
        .execute(all.toArray(String[]::new));
  }
}
