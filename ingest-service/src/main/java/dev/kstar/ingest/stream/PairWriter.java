package dev.kstar.ingest.stream;

import dev.kstar.contract.Float32;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.source.Drawn.Pair;
import dev.kstar.stream.TopicsConfig;
import dev.kstar.v1.PairedSample;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes pairs to the topic on their side of the holdout split.
 *
 * <p>The n-th training pair goes to partition n mod P, not where its key's hash would send it: the
 * trainer takes as many records from each partition for every batch, so its progress is that of the
 * shortest partition, and whatever the others hold beyond it is lag. Used by one thread; only
 * callbacks run on the producer's.
 */
final class PairWriter {
  private final Producer<byte[], byte[]> producer;
  private final TopicsConfig topics;
  private final HoldoutSplit split;
  private final int partitions;
  private final Progress progress;
  private final Clock clock;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Callback trainingDone;
  private final Callback holdoutDone;
  private final long first;
  private long sequence;

  /**
   * @param producer stays the caller's, who closes it
   * @param partitions of the topic of training pairs
   * @param first sequence number of the first training pair: how many the topic already holds
   */
  PairWriter(
      Producer<byte[], byte[]> producer,
      TopicsConfig topics,
      HoldoutSplit split,
      int partitions,
      long first,
      Progress progress,
      Clock clock) {
    this.producer = producer;
    this.topics = topics;
    this.split = split;
    this.partitions = partitions;
    this.first = first;
    this.sequence = first;
    this.progress = progress;
    this.clock = clock;
    this.trainingDone = done(progress::trainingAcknowledged);
    this.holdoutDone = done(progress::holdoutAcknowledged);
  }

  private Callback done(Runnable acknowledged) {
    return (metadata, problem) -> {
      if (problem == null) {
        acknowledged.run();
      } else {
        failure.compareAndSet(null, problem);
      }
    };
  }

  /** Training pairs handed to the producer so far. */
  long trainingSent() {
    return sequence - first;
  }

  /**
   * Hands one pair to the producer; its arrays are free when this returns. Blocks while the
   * producer's buffer is full, at most for its {@code max.block.ms}.
   *
   * @throws KafkaException when this or an earlier pair finally could not be delivered
   */
  void write(Pair pair) {
    check();
    long now = clock.millis();
    byte[] key = pair.id().getBytes(StandardCharsets.UTF_8);
    byte[] value = sample(pair, now).toByteArray();
    progress.sent();
    var unused =
        split.holdsOut(pair.id())
            ? producer.send(
                new ProducerRecord<>(topics.holdout(), null, now, key, value), holdoutDone)
            : producer.send(
                new ProducerRecord<>(topics.pairs(), nextPartition(), now, key, value),
                trainingDone);
  }

  private int nextPartition() {
    return (int) (sequence++ % partitions);
  }

  /**
   * Waits until every pair has been acknowledged.
   *
   * @throws KafkaException when one of them finally could not be delivered
   */
  void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception problem = failure.get();
    if (problem != null) {
      throw new KafkaException(
          "a pair could not be delivered to Kafka: " + problem.getMessage(), problem);
    }
  }

  private static PairedSample sample(Pair pair, long now) {
    return PairedSample.newBuilder()
        .setId(pair.id())
        .setX(Float32.encode(pair.x(), 0, pair.x().length))
        .setY(Float32.encode(pair.y(), 0, pair.y().length))
        .putAllLabels(pair.labels())
        .setEventTimeMs(now)
        .build();
  }
}
