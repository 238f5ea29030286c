package dev.kstar.ingest;

import dev.kstar.contract.Float32;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.Sources;
import dev.kstar.ingest.stream.PairStream;
import dev.kstar.ingest.stream.Phase;
import dev.kstar.ingest.stream.StreamOpener;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.PairedSample;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Pairs per second of each source as a ratio to Kafka's own producer, which sends ready-made bytes
 * of the same size to the same broker. All in one run, in turn, so that what else the machine does
 * meets all of them; the median of the rounds counts. Not a test: run its main.
 */
public final class IngestRate {
  private static final int PAIRS = 500_000;
  private static final int ROUNDS = 5;
  private static final int WIDTH = 20;
  private static final int ROWS = 50_000;

  private final String servers;
  private final Path folder;
  private int streams;

  private IngestRate(String servers, Path folder) {
    this.servers = servers;
    this.folder = folder;
  }

  /** Takes no arguments. Prints one line a source. */
  public static void main(String... args) throws Exception {
    Path folder = Files.createTempDirectory("ingest-rate");
    try (KafkaCluster cluster = KafkaBroker.newCluster()) {
      cluster.start();
      new IngestRate(cluster.getBootstrapServers(), folder).compare();
    }
    System.exit(0);
  }

  private void compare() throws Exception {
    Object[] npy = npy();
    Object[] csv = csv();
    List<double[]> rounds = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      double[] rates = {floor(), source(), source(npy), source(csv)};
      System.out.println("round " + round + ": " + Arrays.toString(rates));
      if (round > 0) { // the first one warms up
        rounds.add(rates);
      }
    }
    List<String> names = List.of("floor", "synthetic", "npy", "csv");
    for (int i = 0; i < names.size(); i++) {
      int which = i;
      System.out.printf(
          "%-9s %9.0f pairs/s  ratio %.2f%n",
          names.get(i),
          median(rounds.stream().mapToDouble(rates -> rates[which]).toArray()),
          median(rounds.stream().mapToDouble(rates -> rates[which] / rates[0]).toArray()));
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private double floor() {
    byte[] value = value();
    byte[][] keys = new byte[PAIRS][];
    for (int i = 0; i < PAIRS; i++) {
      keys[i] = ("s-1-" + i).getBytes(StandardCharsets.UTF_8);
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers, "acks", "all", "linger.ms", 10, "batch.size", 256 << 10);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(topic());
      long start = System.nanoTime();
      for (int i = 0; i < PAIRS; i++) {
        var unused = producer.send(new ProducerRecord<>(topic(), i % 4, keys[i], value));
      }
      producer.flush();
      return rate(start);
    }
  }

  private String topic() {
    if (streams == 0) {
      source("ingest.limit", 1); // makes the topics
    }
    return "kstar.pairs";
  }

  private double source(Object... more) {
    String stream = "rate-" + streams++;
    List<Object> all = new ArrayList<>(List.of("stream", stream, "ingest.max-lag", 0));
    all.addAll(List.of("ingest.limit", PAIRS));
    all.addAll(List.of(more));
    TestSettings given = TestSettings.of(all.toArray());
    Settings settings = given.checked();
    Map<String, Object> kafka = Map.of("bootstrap.servers", servers);
    try (PairStream pairs =
        new StreamOpener(kafka, given.topics(), settings, Clock.systemUTC(), () -> {})
            .open(Sources.open(settings.source()))) {
      long start = System.nanoTime();
      pairs.start();
      while (!pairs.progress().phase().ended()) {
        LockSupport.parkNanos(1_000_000);
      }
      double rate = rate(start);
      long written = pairs.progress().trainingPairs() + pairs.progress().holdoutPairs();
      if (!(pairs.progress().phase() instanceof Phase.Completed) || written < 1) {
        throw new IllegalStateException("not completed: " + pairs.progress().phase());
      }
      return rate;
    }
  }

  private static double rate(long start) {
    return PAIRS * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
  }

  private static byte[] value() {
    float[] values = new float[WIDTH];
    return PairedSample.newBuilder()
        .setId("s-1-123456")
        .setX(Float32.encode(values, 0, WIDTH))
        .setY(Float32.encode(values, 0, WIDTH))
        .setEventTimeMs(System.currentTimeMillis())
        .build()
        .toByteArray();
  }

  private static float[] values() {
    Random random = new Random(1);
    float[] values = new float[ROWS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Object[] npy() throws IOException {
    Path x = NpyBytes.matrix(folder.resolve("x.npy"), ROWS, WIDTH, values());
    return new Object[] {"ingest.source", "npy", "ingest.x", x, "ingest.y", x};
  }

  private Object[] csv() throws IOException {
    float[] values = values();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      text.append(values[i]).append(i % WIDTH == WIDTH - 1 ? '\n' : ',');
    }
    Path x = Files.writeString(folder.resolve("x.csv"), text);
    return new Object[] {"ingest.source", "csv", "ingest.x", x, "ingest.y", x};
  }
}
