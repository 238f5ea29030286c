package dev.kstar.ingest.stream;

import dev.kstar.contract.PairEncoder;
import dev.kstar.ingest.source.Drawn.Pair;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.Encoded;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.service.tracing.TraceParent;
import dev.kstar.stream.TopicsConfig;
import dev.kstar.v1.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes pairs to the topic on their side of the holdout split.
 *
 * <p>The n-th training pair goes to partition n mod P, not where its key's hash would send it: the
 * trainer takes as many records from each partition for every batch, so its progress is that of the
 * shortest partition, and whatever the others hold beyond it is lag. Pairs become visible to
 * consumers with the next commit, together with the position behind them. Used by one thread; only
 * callbacks run on the producer's.
 */
final class PairWriter {
  private final Producer<byte[], byte[]> producer;
  private final TopicsConfig topics;
  private final PairEncoding encoding;
  private final int partitions;
  private final Progress progress;
  private final Clock clock;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Transactions transactions;

  /** Counted by the producer's thread alone, for each pair: a plain write is enough. */
  private final AtomicLong trainingAcknowledged = new AtomicLong();

  private final Callback trainingDone = this::trainingDone;
  private final Callback otherDone = this::otherDone;

  /** One pair after the other: Kafka has copied it when it has been handed over. */
  private final Encoded encoded = new Encoded();

  private long first;
  private long sequence;
  private long training;
  private long holdout;
  private long bytes;
  private long stampNanos;

  /** As Kafka wants it: an object, but one for all pairs of one present. */
  private Long stampMillis;

  /** Null where there are none, which Kafka copies in no time. */
  private List<Header> headers;

  private byte[] headersTrace = PairSource.NO_TRACE;
  private TransactionSpans spans = TransactionSpans.NONE;

  /**
   * @param producer stays the caller's, who closes it
   * @param partitions of the topic of training pairs
   * @param transactions of the same producer
   */
  PairWriter(
      Producer<byte[], byte[]> producer,
      TopicsConfig topics,
      PairEncoding encoding,
      int partitions,
      Transactions transactions,
      Progress progress,
      Clock clock) {
    this.producer = producer;
    this.topics = topics;
    this.encoding = encoding;
    this.partitions = partitions;
    this.transactions = transactions;
    this.progress = progress;
    this.clock = clock;
  }

  private void trainingDone(RecordMetadata metadata, Exception problem) {
    if (problem == null) {
      trainingAcknowledged.lazySet(trainingAcknowledged.getPlain() + 1);
    } else {
      failure.compareAndSet(null, problem);
    }
  }

  private void otherDone(RecordMetadata metadata, Exception problem) {
    if (problem != null) {
      failure.compareAndSet(null, problem);
    }
  }

  /** Goes on behind the training pairs that the stream already has. */
  void resumeAt(long trainingPairs) {
    first = trainingPairs;
    sequence = trainingPairs;
  }

  /** Training pairs handed to the producer by this process so far. */
  long trainingSent() {
    return sequence - first;
  }

  /** Training pairs of this process that are in Kafka's log, committed or not. Any thread. */
  long trainingAcknowledged() {
    return trainingAcknowledged.get();
  }

  /** Records a span for each transaction; before the first. */
  void traceWith(TransactionSpans transactionSpans) {
    spans = transactionSpans;
  }

  /** As {@link #write(Encoded, byte[], long)}; the pair's arrays are free when this returns. */
  void write(Pair pair, byte[] trace, long nowNanos) {
    encoding.encode(pair, encoded);
    write(encoded, trace, nowNanos);
  }

  /**
   * Hands one pair to the producer, which has copied it into a batch when this returns. Blocks
   * while the producer's buffer is full, at most for its {@code max.block.ms}.
   *
   * @param trace of the pair; where it has none, that of the transaction counts
   * @param nowNanos the present of {@link System#nanoTime}
   * @throws KafkaException when this or an earlier pair finally could not be delivered
   */
  void write(Encoded pair, byte[] trace, long nowNanos) {
    begin(nowNanos);
    Long now = millis(nowNanos);
    if (!pair.stamped()) {
      PairEncoder.stamp(pair.value(), now);
    }
    List<Header> with = headers(trace.length > 0 ? trace : spans.trace());
    progress.sent();
    bytes += pair.key().length + pair.value().length;
    if (pair.heldOut()) {
      holdout++;
      send(topics.holdout(), null, now, pair, with, otherDone);
    } else {
      training++;
      send(topics.pairs(), nextPartition(), now, pair, with, trainingDone);
    }
  }

  /** Read once for all pairs of one present. */
  private Long millis(long nowNanos) {
    if (stampMillis == null || nowNanos != stampNanos) {
      stampMillis = clock.millis();
      stampNanos = nowNanos;
    }
    return stampMillis;
  }

  private void send(
      String topic, Integer partition, Long now, Encoded pair, List<Header> with, Callback done) {
    hand(new ProducerRecord<>(topic, partition, now, pair.key(), pair.value(), with), done);
  }

  /** The producer refuses everything after a loss, often before the loss's callback has run. */
  private void hand(ProducerRecord<byte[], byte[]> item, Callback done) {
    try {
      var unused = producer.send(item, done);
    } catch (KafkaException e) {
      check();
      throw undelivered("a pair", e);
    }
  }

  /** Made anew only when they differ from those of the record before. */
  private List<Header> headers(byte[] trace) {
    if (trace != headersTrace) {
      headers = trace.length == 0 ? null : List.of(new RecordHeader(TraceParent.HEADER, trace));
      headersTrace = trace;
    }
    return headers;
  }

  private int nextPartition() {
    return (int) (sequence++ % partitions);
  }

  /** Hands a row that cannot be a pair to the dead letters, in the same transaction. */
  void reject(RejectedRow row, long nowNanos) {
    begin(nowNanos);
    byte[] key = ("row-" + row.row()).getBytes(StandardCharsets.UTF_8);
    byte[] letter = SourceLetters.of(row, key, clock.millis()).toByteArray();
    hand(new ProducerRecord<>(topics.deadLetters(), key, letter), otherDone);
  }

  /** Whether pairs have waited long enough for a commit. */
  boolean due(long nowNanos) {
    return transactions.due(nowNanos);
  }

  /**
   * Makes every pair so far visible, and the position behind them; nothing to do when there is
   * none. Blocks until Kafka has them.
   *
   * @throws KafkaException when that failed; none of the pairs will be visible then
   */
  void commit(SourcePosition source) {
    check();
    if (!transactions.open()) {
      return;
    }
    try {
      transactions.commit(sequence, source);
    } catch (KafkaException e) {
      check();
      throw undelivered("pairs", e);
    }
    spans.end(training + holdout);
    progress.committed(training, holdout, bytes);
    bytes = 0;
    training = 0;
    holdout = 0;
  }

  /** Takes back what has not been committed. */
  void abort() {
    spans.end(0);
    transactions.abort();
  }

  private void begin(long nowNanos) {
    check();
    try {
      transactions.begin(nowNanos);
    } catch (KafkaException e) {
      check();
      throw undelivered("a pair", e);
    }
  }

  private void check() {
    Exception problem = failure.get();
    if (problem != null) {
      throw undelivered("a pair", problem);
    }
  }

  /** Names the first cause: what Kafka throws later only says that something went wrong before. */
  private static KafkaException undelivered(String what, Exception problem) {
    Throwable first = problem;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return new KafkaException(
        "%s could not be delivered to Kafka: %s".formatted(what, first.getMessage()), problem);
  }
}
