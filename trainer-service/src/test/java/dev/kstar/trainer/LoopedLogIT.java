package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.PackagedService.Ended;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.StreamDescriptor;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged trainer on a log to which 40 rows were written again and again, with a batch of 64:
 * no batch holds a pair twice, two rows that are too large have one dead letter each, and a run
 * that was killed is rebuilt bit for bit.
 */
@Timeout(600)
@SuppressWarnings("FutureReturnValueIgnored") // a pair that is lost shows in the steps
class LoopedLogIT {
  private static final int PARTITIONS = 4;
  private static final int ROWS = 40;
  private static final Set<Integer> TOO_LARGE = Set.of(7, 21);
  private static final int RECORDS = 80_000;
  private static final int STEPS = 120;

  @TempDir static Path folder;
  private static KafkaCluster broker;

  @BeforeAll
  static void write() throws Exception {
    broker = KafkaBroker.started(1);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("kstar.pairs", PARTITIONS, (short) 1),
                  new NewTopic("kstar.streams", 1, (short) 1)))
          .all()
          .get();
    }
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.getBootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      StreamDescriptor descriptor =
          StreamDescriptor.newBuilder()
              .setStream("default")
              .setDx(PairStream.DX)
              .setDy(PairStream.DY)
              .build();
      producer.send(
          new ProducerRecord<>("kstar.streams", utf8("default"), descriptor.toByteArray()));
      byte[][] rows = rows();
      for (int i = 0; i < RECORDS; i++) {
        int row = i % ROWS;
        producer.send(
            new ProducerRecord<>(
                "kstar.pairs", i / ROWS % PARTITIONS, utf8("row-" + row), rows[row]));
      }
      producer.flush();
    }
  }

  private static byte[][] rows() {
    Random random = new Random(5);
    byte[][] rows = new byte[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      float[] x = new float[PairStream.DX];
      float[] y = new float[PairStream.DY];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
      }
      System.arraycopy(x, 0, y, 0, y.length);
      if (TOO_LARGE.contains(row)) {
        Arrays.fill(x, 3e38f);
        Arrays.fill(y, 3e38f);
      }
      rows[row] = PairStream.sample(x, y);
    }
    return rows;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  private static TrainerProcess trainer(String name, String order) throws IOException {
    TrainerProcess trainer =
        new TrainerProcess(
            folder.resolve(name),
            broker.getBootstrapServers(),
            Map.of(
                "kstar.batch.size", "64",
                "kstar.batch.order", order,
                "kstar.model.hidden", "8",
                "kstar.model.dimensions", "3",
                "kstar.training.max-steps", String.valueOf(STEPS),
                "kstar.checkpoint.every-steps", "10",
                "kstar.snapshot.every-steps", "20",
                "kstar.snapshot.keep", "1000",
                "kstar.topics.dead-letters", "letters-" + name,
                // so little at once that batches in order of arrival are of all partitions
                "kafka.max.partition.fetch.bytes", "4096"));
    trainer.set("kstar.snapshot.directory", folder.resolve(name).resolve("snapshots").toString());
    return trainer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"round-robin", "arrival"})
  void run_killedAndRestarted_isRebuilt(String order) throws Exception {
    try (TrainerProcess trainer = trainer(order, order)) {
      for (long step : new long[] {10, 40, 80}) {
        trainer.start();
        trainer.await(newest -> newest.step() >= step);
        trainer.kill();
      }
      trainer.start();
      trainer.await(newest -> newest.step() == STEPS);
      trainer.stop();

      Ended replay = replay(order);

      assertThat(replay.exitCode()).as("%s %s", replay.log(), replay.errors()).isZero();
      assertThat(replay.log()).anyMatch(line -> line.startsWith("identical: every tensor"));
      assertThat(trainer.output())
          .contains("the stream repeats about 40 distinct pairs, fewer than the batch of 64");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "round-robin")
  void run_killedOnce_endsAsTheUndisturbed(String order) throws Exception {
    Checkpoint undisturbed;
    try (TrainerProcess trainer = trainer("undisturbed", order)) {
      trainer.start();
      undisturbed = trainer.await(newest -> newest.step() == STEPS);
      trainer.stop();
    }
    assertThat(idsOfLetters("letters-undisturbed")).containsExactly("row-21", "row-7");

    try (TrainerProcess trainer = trainer("killed", order)) {
      trainer.start();
      trainer.await(newest -> newest.step() >= 30);
      trainer.kill();
      trainer.start();
      Checkpoint end = trainer.await(newest -> newest.step() == STEPS);
      trainer.stop();

      FixedLog.assertSame(end, undisturbed);
      assertThat(end.facts().get("excluded_pairs"))
          .isEqualTo(undisturbed.facts().get("excluded_pairs"))
          .hasSize(33);
    }
  }

  private static Ended replay(String of) throws Exception {
    Path snapshot;
    try (var files = Files.list(folder.resolve(of).resolve("snapshots"))) {
      snapshot =
          files
              .filter(file -> file.toString().endsWith("-s" + STEPS + ".safetensors"))
              .findFirst()
              .orElseThrow();
    }
    return PackagedService.run(
        Files.createDirectories(folder.resolve(of + "-again")),
        Map.of("kafka.bootstrap.servers", broker.getBootstrapServers()),
        "replay",
        "--snapshot",
        snapshot.toString());
  }

  /** All of them, and each one once. */
  private static List<String> idsOfLetters(String topic) throws IOException {
    TopicPartition only = new TopicPartition(topic, 0);
    Set<String> ids = new TreeSet<>();
    long read = 0;
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.getBootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (read < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          ids.add(DeadLetter.parseFrom(record.value()).getKey().toStringUtf8());
          read++;
        }
      }
    }
    assertThat(read).isEqualTo(ids.size());
    return List.copyOf(ids);
  }
}
