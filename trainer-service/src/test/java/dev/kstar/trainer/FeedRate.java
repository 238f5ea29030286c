package dev.kstar.trainer;

import ai.djl.Device;
import dev.kstar.contract.Float32;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.learning.population.PopulationState;
import dev.kstar.stream.DeadLetters;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.trainer.config.OnGap;
import dev.kstar.trainer.intake.BatchExchange;
import dev.kstar.trainer.intake.Beginning;
import dev.kstar.trainer.intake.IntakeSettings;
import dev.kstar.trainer.intake.MiniBatch;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.StreamDescriptor;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logmanager.LogContext;

/**
 * Steps per second of training that is fed from Kafka, as a ratio to those on the same batches from
 * memory. Broker, intake and training share this process and its processors. Prints no figure
 * unless both ways end with the same bits. Not a test: run its main, with the number of models, of
 * threads and of steps.
 */
public final class FeedRate {
  private static final int ROUNDS = 5;
  private static final int PARTITIONS = 4;
  private static final int BATCH = 256;
  private static final int WIDTH = 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int models;
  private final int threads;
  private final int steps;
  private final Map<String, Object> kafka;

  private FeedRate(int models, int threads, int steps, String servers) {
    this.models = models;
    this.threads = threads;
    this.steps = steps;
    kafka = Map.of("bootstrap.servers", servers);
  }

  /** See the class. */
  public static void main(String... args) throws Exception {
    EngineDefaults.apply();
    // as in a service: without this Kafka's clients put together lines that nobody reads
    LogContext.getLogContext().getLogger("").setLevel(Level.WARNING);
    try (KafkaCluster cluster = KafkaBroker.newCluster()) {
      cluster.start();
      new FeedRate(
              number(args, 0, 1),
              number(args, 1, 1),
              number(args, 2, 1500),
              cluster.getBootstrapServers())
          .compare();
    }
    System.exit(0);
  }

  private static int number(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  private void compare() throws Exception {
    fillLog();
    List<PairBatch> memory = copyBatches();
    List<Run> fed = new ArrayList<>();
    List<Run> kept = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      Run first = fromMemory(memory);
      Run second = fromKafka();
      if (!first.end().equals(second.end())) {
        throw new IllegalStateException("both ways must end with the same bits but did not");
      }
      if (round > 0) { // the first one warms up
        kept.add(first);
        fed.add(second);
      }
    }
    report(kept, fed);
  }

  /**
   * @param seconds of all steps
   * @param waited seconds without a batch
   * @param intake seconds of the processor that the intake thread got
   */
  private record Run(double seconds, double waited, double intake, PopulationState end) {}

  private void report(List<Run> kept, List<Run> fed) {
    double[] ratios =
        IntStream.range(0, fed.size())
            .mapToDouble(i -> kept.get(i).seconds() / fed.get(i).seconds())
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "M = %d on %d threads: %.0f steps/s from memory, %.0f from Kafka, ratio %.3f (%.3f to %.3f);"
            + " without a batch %.1f%% of the time; intake %.2f microseconds a pair%n",
        models,
        threads,
        steps / median(kept.stream().mapToDouble(Run::seconds).toArray()),
        steps / median(fed.stream().mapToDouble(Run::seconds).toArray()),
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        100 * median(fed.stream().mapToDouble(run -> run.waited() / run.seconds()).toArray()),
        1e6 * median(fed.stream().mapToDouble(Run::intake).toArray()) / steps / BATCH);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private Population population() {
    int[] dimensions = {20, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 25, 31, 38, 44};
    List<MemberSpec> members =
        IntStream.range(0, models)
            .mapToObj(m -> new MemberSpec(dimensions[m % dimensions.length], m + 1L))
            .toList();
    return Population.create(
        new PopulationSpec(WIDTH, WIDTH, List.of(50, 50, 50), members),
        new NormaliserSpec.Running(),
        OptimizerSettings.defaults(),
        Device.cpu(),
        threads);
  }

  private Run fromMemory(List<PairBatch> batches) {
    try (Population population = population()) {
      long start = System.nanoTime();
      batches.forEach(population::step);
      return new Run(seconds(start), 0, 0, population.state());
    }
  }

  private Run fromKafka() throws Exception {
    try (Producer<byte[], byte[]> letters = producer();
        Population population = population()) {
      PairIntake intake = intake(letters);
      try {
        BatchExchange exchange = intake.opened().get(60, TimeUnit.SECONDS).exchange();
        awaitFirst(exchange);
        double before = intakeSeconds();
        long start = System.nanoTime();
        double waited = 0;
        for (int step = 0; step < steps; step++) {
          long wait = System.nanoTime();
          MiniBatch batch = next(exchange);
          waited += seconds(wait);
          population.step(batch.pairs());
          exchange.free(batch);
        }
        return new Run(seconds(start), waited, intakeSeconds() - before, population.state());
      } finally {
        intake.close();
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double intakeSeconds() {
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals("intake")) {
        return THREADS.getThreadCpuTime(thread.getThreadId()) / 1e9;
      }
    }
    throw new IllegalStateException("the thread intake must run but does not");
  }

  private static void awaitFirst(BatchExchange exchange) throws InterruptedException {
    while (exchange.waiting() == 0) {
      Thread.sleep(1);
    }
  }

  private static MiniBatch next(BatchExchange exchange) throws InterruptedException {
    MiniBatch batch = exchange.awaitReady(Duration.ofSeconds(60));
    if (batch == null) {
      throw new IllegalStateException("the log must hold a batch for every step but ended");
    }
    return batch;
  }

  private PairIntake intake(Producer<byte[], byte[]> letters) {
    PairIntake intake =
        new PairIntake(
            new IntakeSettings(
                kafka,
                "default",
                "pairs",
                "streams",
                BATCH,
                9,
                Beginning.START,
                OnGap.FAIL,
                Optional.empty(),
                Optional.empty()),
            new DeadLetters(letters, "letters", "feed-rate", Clock.systemUTC())::send);
    intake.start();
    return intake;
  }

  /** The very batches that the intake makes. */
  private List<PairBatch> copyBatches() throws Exception {
    List<PairBatch> copies = new ArrayList<>();
    try (Producer<byte[], byte[]> letters = producer()) {
      PairIntake intake = intake(letters);
      try {
        BatchExchange exchange = intake.opened().get(60, TimeUnit.SECONDS).exchange();
        for (int step = 0; step < steps; step++) {
          MiniBatch batch = next(exchange);
          PairBatch copy = PairBatch.allocate(BATCH, WIDTH, WIDTH);
          copy.x().put(0, batch.pairs().x(), 0, BATCH * WIDTH);
          copy.y().put(0, batch.pairs().y(), 0, BATCH * WIDTH);
          copies.add(copy);
          exchange.free(batch);
        }
      } finally {
        intake.close();
      }
    }
    return copies;
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("linger.ms", 10);
    settings.put("batch.size", 256 << 10);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a pair that is lost is missed at the end
  private void fillLog() throws Exception {
    try (Admin admin = Admin.create(kafka)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("pairs", PARTITIONS, (short) 1),
                  new NewTopic("streams", 1, (short) 1)))
          .all()
          .get();
    }
    Random random = new Random(1);
    try (Producer<byte[], byte[]> producer = producer()) {
      producer.send(
          new ProducerRecord<>("streams", "default".getBytes(StandardCharsets.UTF_8), stream()));
      for (int i = 0; i < steps * BATCH; i++) {
        String id = "s-1-" + i;
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("pairs", i % PARTITIONS, key, pair(id, random)));
      }
    }
  }

  private static byte[] stream() {
    return StreamDescriptor.newBuilder()
        .setStream("default")
        .setDx(WIDTH)
        .setDy(WIDTH)
        .setSource("feed-rate")
        .build()
        .toByteArray();
  }

  private static byte[] pair(String id, Random random) {
    float[] x = new float[WIDTH];
    float[] y = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      x[i] = (float) random.nextGaussian();
      y[i] = i < 5 ? x[i] : (float) random.nextGaussian();
    }
    return PairedSample.newBuilder()
        .setId(id)
        .setX(Float32.encode(x, 0, WIDTH))
        .setY(Float32.encode(y, 0, WIDTH))
        .setEventTimeMs(System.currentTimeMillis())
        .build()
        .toByteArray();
  }
}
