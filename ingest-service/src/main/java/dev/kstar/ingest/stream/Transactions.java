package dev.kstar.ingest.stream;

import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Makes pairs and the position behind them visible together or not at all, so that a process that
 * is killed anywhere goes on as if it had never been.
 *
 * <pre>
 *   closed ──begin──▶ open ──commit──▶ closed
 *                      └────abort────▶ closed, and what was sent never was
 * </pre>
 *
 * Used by one thread.
 */
final class Transactions {
  /** Records of one transaction at most; a consumer sees none of them before the last. */
  private static final int MOST_RECORDS = 2_000_000;

  /** So many times as long as a commit takes go by before the next: it costs 2.5 % at most. */
  private static final int SHARE = 40;

  /** Whatever a commit takes, pairs are not kept from consumers for longer. */
  private static final long LONGEST_NANOS = 1_000_000_000;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String stream;
  private final String identity;
  private final long intervalNanos;
  private final LongSupplier nanos;
  private final List<SourcePosition> others = new ArrayList<>();
  private boolean open;
  private long openedNanos;
  private long commitNanos;
  private int records;

  /**
   * @param producer transactional, not initialised yet; stays the caller's, who closes it
   * @param topic of positions
   * @param identity of the source that is written
   * @param intervalNanos time between begin and commit, unless commits take long
   * @param nanos {@link System#nanoTime}
   */
  Transactions(
      Producer<byte[], byte[]> producer,
      String topic,
      String stream,
      String identity,
      long intervalNanos,
      LongSupplier nanos) {
    this.producer = producer;
    this.topic = topic;
    this.stream = stream;
    this.identity = identity;
    this.intervalNanos = intervalNanos;
    this.nanos = nanos;
  }

  /**
   * Fences every earlier writer of the stream, whose open transaction is aborted, and then looks
   * where the stream stands. Blocks.
   *
   * @param find looks a stream's newest position up
   * @param heldBefore training pairs of a stream that was never written in transactions
   * @throws KafkaException when Kafka does not answer in time
   */
  Resumed resume(Function<String, Optional<IngestPosition>> find, LongSupplier heldBefore) {
    producer.initTransactions();
    Optional<IngestPosition> found = find.apply(stream);
    SourcePosition mine = SourcePosition.newBuilder().setIdentity(identity).build();
    for (SourcePosition source : found.map(IngestPosition::getSourcesList).orElse(List.of())) {
      if (source.getIdentity().equals(identity)) {
        mine = source;
      } else {
        others.add(source);
      }
    }
    long training = found.map(IngestPosition::getTrainingPairs).orElseGet(heldBefore::getAsLong);
    return new Resumed(training, mine);
  }

  /**
   * Where a stream goes on.
   *
   * @param trainingPairs of the whole stream
   * @param source of this source
   */
  record Resumed(long trainingPairs, SourcePosition source) {}

  /** Has one more record to send: opens a transaction when none is. */
  void begin(long nowNanos) {
    if (!open) {
      producer.beginTransaction();
      open = true;
      openedNanos = nowNanos;
      records = 0;
    }
    records++;
  }

  /** Whether a transaction is open and should not stay so. */
  boolean due(long nowNanos) {
    return open
        && (nowNanos - openedNanos >= interval(intervalNanos, commitNanos)
            || records >= MOST_RECORDS);
  }

  /**
   * Time between begin and commit, in ns: what is asked for, and longer, up to a second, when the
   * last commit took more than its share of it.
   */
  static long interval(long asked, long lastCommit) {
    return Math.max(asked, Math.min(SHARE * lastCommit, LONGEST_NANOS));
  }

  /** Whether something has been sent that is not committed. */
  boolean open() {
    return open;
  }

  /**
   * Commits what has been sent since the last commit, and the position. Blocks until Kafka has it.
   *
   * @throws KafkaException when it could not be committed; nothing of it will ever be visible then
   */
  void commit(long trainingPairs, SourcePosition source) {
    IngestPosition position =
        IngestPosition.newBuilder()
            .setStream(stream)
            .setTrainingPairs(trainingPairs)
            .addAllSources(others)
            .addSources(source.toBuilder().setIdentity(identity))
            .build();
    long start = nanos.getAsLong();
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, stream.getBytes(StandardCharsets.UTF_8), position.toByteArray()));
    producer.commitTransaction();
    commitNanos = nanos.getAsLong() - start;
    open = false;
  }

  /** Gives up what has been sent since the last commit, as far as Kafka can still be told. */
  void abort() {
    if (open) {
      open = false;
      try {
        producer.abortTransaction();
      } catch (KafkaException | IllegalStateException e) {
        // a commit that never ended keeps the producer from it; Kafka aborts it by itself, when the
        // next writer comes or its time is up
      }
    }
  }
}
