package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.v1.StreamDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A log of pairs that holds all that a log may: transactions, aborted ones between them, records
 * that are no pairs, times that go back and forth, and one partition that is ahead of the others.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a transaction fails as a whole
final class FixedLog {
  static final int PARTITIONS = 4;
  private static final int TRANSACTION = 500;
  private static final int DAY_MS = 86_400_000;

  private final String bootstrapServers;
  private final Random random = new Random(3);

  /** Offsets of the committed pairs, by partition. */
  private final List<List<Long>> pairs = new ArrayList<>();

  private int transactions;

  /** The number of the pair of which one value is another; -1 for none. */
  private final long changed;

  private long made;

  private FixedLog(String bootstrapServers, long changed) {
    this.bootstrapServers = bootstrapServers;
    this.changed = changed;
    for (int p = 0; p < PARTITIONS; p++) {
      pairs.add(new ArrayList<>());
    }
  }

  /** Writes at least so many pairs to each partition. */
  static FixedLog write(String bootstrapServers, int pairsPerPartition) throws Exception {
    return write(bootstrapServers, pairsPerPartition, 1);
  }

  /** The same on so many brokers. */
  static FixedLog write(String bootstrapServers, int pairsPerPartition, int replicas)
      throws Exception {
    return write(bootstrapServers, pairsPerPartition, replicas, -1);
  }

  /** The same, but one value of the pair of that number is another in its last bit. */
  static FixedLog writeChanged(String bootstrapServers, int pairsPerPartition, long changed)
      throws Exception {
    return write(bootstrapServers, pairsPerPartition, 1, changed);
  }

  private static FixedLog write(
      String bootstrapServers, int pairsPerPartition, int replicas, long changed) throws Exception {
    FixedLog log = new FixedLog(bootstrapServers, changed);
    log.createTopics((short) replicas);
    try (Producer<byte[], byte[]> producer = log.producer()) {
      producer.initTransactions();
      log.describe(producer);
      for (int p = 0; p < PARTITIONS; p++) {
        int wanted = p == 0 ? pairsPerPartition * 5 / 4 : pairsPerPartition;
        while (log.pairs.get(p).size() < wanted) {
          log.transaction(producer, p);
        }
      }
    }
    return log;
  }

  private void createTopics(short replicas) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      if (admin.listTopics().names().get().contains("kstar.pairs")) {
        return;
      }
      admin
          .createTopics(
              List.of(
                  new NewTopic("kstar.pairs", PARTITIONS, replicas),
                  new NewTopic("kstar.streams", 1, replicas)))
          .all()
          .get();
    }
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "log", "linger.ms", 5),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void describe(Producer<byte[], byte[]> producer) {
    StreamDescriptor descriptor =
        StreamDescriptor.newBuilder()
            .setStream("default")
            .setDx(PairStream.DX)
            .setDy(PairStream.DY)
            .setSource("fixed")
            .build();
    producer.beginTransaction();
    producer.send(
        new ProducerRecord<>(
            "kstar.streams", "default".getBytes(StandardCharsets.UTF_8), descriptor.toByteArray()));
    producer.commitTransaction();
  }

  private void transaction(Producer<byte[], byte[]> producer, int partition)
      throws ExecutionException, InterruptedException {
    boolean aborted = ++transactions % 4 == 0;
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    producer.beginTransaction();
    for (int i = 0; i < TRANSACTION; i++) {
      if (i % 97 == 5) {
        send(producer, partition, new byte[] {(byte) 0xff, 1, 2});
      } else {
        sent.add(send(producer, partition, pair()));
      }
    }
    if (aborted) {
      producer.flush();
      producer.abortTransaction();
      return;
    }
    producer.commitTransaction();
    for (Future<RecordMetadata> each : sent) {
      pairs.get(partition).add(each.get().offset());
    }
  }

  /** At times that go back and forth. */
  private Future<RecordMetadata> send(
      Producer<byte[], byte[]> producer, int partition, byte[] value) {
    long time = System.currentTimeMillis() - random.nextInt(DAY_MS);
    return producer.send(new ProducerRecord<>("kstar.pairs", partition, time, null, value));
  }

  private byte[] pair() {
    float[] x = new float[PairStream.DX];
    float[] y = new float[PairStream.DY];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = i < 2 ? x[i] : (float) random.nextGaussian();
    }
    if (made++ == changed) {
      x[0] = Math.nextUp(x[0]);
    }
    return PairStream.sample(x, y);
  }

  /** Fails unless two runs over this log have ended in the same bits at the same place. */
  static void assertSame(Checkpoint end, Checkpoint undisturbed) {
    assertThat(end.state()).isEqualTo(undisturbed.state());
    assertThat(end.nextOffsets()).isEqualTo(undisturbed.nextOffsets());
    assertThat(end.facts().get("config_hash")).isEqualTo(undisturbed.facts().get("config_hash"));
  }

  /** Committed pairs before these offsets. */
  long pairsBefore(List<Long> nextOffsets) {
    long count = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      long next = nextOffsets.get(p);
      count += pairs.get(p).stream().filter(offset -> offset < next).count();
    }
    return count;
  }
}
