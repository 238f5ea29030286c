package dev.kstar.trainer;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.StreamDescriptor;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures how long a trainer that was killed takes from the start of its process to its first
 * step: the packaged service, the default model, a broker in this process. Prints the median and
 * the spread of each phase. The argument is the number of rounds.
 */
public final class RestartTime {
  private static final int DIMENSIONS = 20;
  private static final int PAIRS = 400_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  /** What the log says when a phase is over. */
  private static final Map<String, String> PHASES =
      Map.of(
          "Java, Quarkus, topics, PyTorch, checkpoint", "(main) run ",
          "HTTP and gRPC listen", "started in",
          "descriptor, positions, weights, first batch and step", "first step");

  private RestartTime() {}

  public static void main(String... args) throws Exception {
    int rounds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("restart-time");
    try (KafkaCluster broker = KafkaBroker.started(1)) {
      write(broker.getBootstrapServers());
      measure(broker, folder, rounds);
    }
    System.exit(0); // Kafka's threads
  }

  private static void measure(KafkaCluster broker, Path folder, int rounds) throws Exception {
    Map<String, List<Long>> phases = new LinkedHashMap<>();
    try (TrainerProcess trainer =
        new TrainerProcess(
            folder, broker.getBootstrapServers(), Map.of("kstar.checkpoint.every-steps", "20"))) {
      trainer.start();
      trainer.await(checkpoint -> checkpoint.step() > 0);
      trainer.stop(); // and leaves the archive that the next ones start with
      for (int round = 0; round < rounds; round++) {
        long before = trainer.newestStep();
        Files.deleteIfExists(folder.resolve("log"));
        Instant start = Instant.now();
        trainer.start();
        trainer.await(checkpoint -> checkpoint.step() > before);
        trainer.kill();
        times(folder, start)
            .forEach((p, t) -> phases.computeIfAbsent(p, k -> new ArrayList<>()).add(t));
      }
    }
    phases.forEach(RestartTime::print);
  }

  private static void print(String phase, List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    System.out.printf(
        "%6d ms (%d to %d) %s%n",
        sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1), phase);
  }

  /** Milliseconds since the start, by phase. */
  private static Map<String, Long> times(Path folder, Instant start) throws Exception {
    Map<String, Long> times = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve("log"))) {
      PHASES.forEach(
          (phase, words) -> {
            if (line.contains(words)) {
              Instant end =
                  LocalDateTime.parse(line.substring(0, 23), TIME)
                      .atZone(ZoneId.systemDefault())
                      .toInstant();
              times.put(phase, end.toEpochMilli() - start.toEpochMilli());
            }
          });
    }
    return times;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // flushed below
  static void write(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic("kstar.pairs", 4, (short) 1))).all().get();
    }
    Random random = new Random(1);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              "kstar.streams",
              "default".getBytes(StandardCharsets.UTF_8),
              StreamDescriptor.newBuilder()
                  .setStream("default")
                  .setDx(DIMENSIONS)
                  .setDy(DIMENSIONS)
                  .build()
                  .toByteArray()));
      for (int i = 0; i < PAIRS; i++) {
        producer.send(new ProducerRecord<>("kstar.pairs", i % 4, null, pair(random)));
      }
    }
  }

  private static byte[] pair(Random random) {
    float[] values = new float[DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return PairStream.sample(values, values);
  }
}
