package dev.kstar.stream;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.RejectionKind;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Sends rejected records to the topic of dead letters and counts them. A letter that could not be
 * written is logged, and kept for {@link #settle} when it was asked for that. Safe for any thread.
 */
public final class DeadLetters {
  /**
   * Bytes of a letter that a producer of letters should take: more than those of the widest pair
   * that a file can hold, and half of the memory that such a producer has by default.
   */
  public static final int LARGEST_BYTES = 16 << 20;

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String service;
  private final Clock clock;
  private final boolean keeping;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong unsent = new AtomicLong();

  /** Those of the unsent that are not on their way again. */
  private final Queue<DeadLetter> waiting = new ConcurrentLinkedQueue<>();

  private volatile String failure = "";

  /**
   * Loses a letter that cannot be written.
   *
   * @param producer stays the caller's, who flushes and closes it
   * @param service the name of the service that rejects
   */
  public DeadLetters(Producer<byte[], byte[]> producer, String topic, String service, Clock clock) {
    this(producer, topic, service, clock, false);
  }

  /** Keeps a letter that cannot be written, for whoever must not go on without it. */
  public static DeadLetters keeping(
      Producer<byte[], byte[]> producer, String topic, String service, Clock clock) {
    return new DeadLetters(producer, topic, service, clock, true);
  }

  private DeadLetters(
      Producer<byte[], byte[]> producer,
      String topic,
      String service,
      Clock clock,
      boolean keeping) {
    this.keeping = keeping;
    this.producer = producer;
    this.topic = topic;
    this.service = service;
    this.clock = clock;
  }

  /** Hands the record over to the producer. */
  public void send(ConsumerRecord<byte[], byte[]> record, Rejected rejected) {
    count.incrementAndGet();
    LOG.warnf(
        "dead letter %s-%d@%d: %s",
        record.topic(), record.partition(), record.offset(), rejected.reason());
    send(letter(record, rejected), false);
  }

  /** Hands a record over that a compacted topic should not hold. */
  public void send(DamagedRecord damaged) {
    send(
        damaged.record(),
        new Rejected(RejectionKind.REJECTION_KIND_MALFORMED, "the record " + damaged.reason()));
  }

  /**
   * The same for a record whose bytes are no longer there as they were.
   *
   * @param place topic, partition and offset of the record
   * @param key the record's, which is the pair's id
   * @param value a record of the same pair
   */
  public void send(TopicPartition place, long offset, byte[] key, byte[] value, Rejected rejected) {
    send(new ConsumerRecord<>(place.topic(), place.partition(), offset, key, value), rejected);
  }

  /**
   * The same for records that are set aside together and stay in the log.
   *
   * @param from topic in which they stand
   * @param first offset of the first record
   * @param end one past the offset of the last
   */
  public void sendRange(String from, int partition, long first, long end, Rejected rejected) {
    count.incrementAndGet();
    LOG.warnf("dead letter %s-%d@[%d..%d]: %s", from, partition, first, end - 1, rejected.reason());
    DeadLetter letter = letter(from, partition, first, rejected).setEndOffset(end).build();
    send(letter, false);
  }

  /**
   * The same for one valid record that is set aside and stays in the log.
   *
   * @param from topic in which it stands
   * @param key of the record; null where it has none
   */
  public void sendPair(String from, int partition, long offset, byte[] key, Rejected rejected) {
    count.incrementAndGet();
    LOG.warnf("dead letter %s-%d@%d: %s", from, partition, offset, rejected.reason());
    DeadLetter letter =
        letter(from, partition, offset, rejected)
            .setKey(bytes(key))
            .setEndOffset(offset + 1)
            .build();
    send(letter, false);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the failure
  private void send(DeadLetter letter, boolean again) {
    byte[] key = letter.getKey().isEmpty() ? null : letter.getKey().toByteArray();
    producer.send(
        new ProducerRecord<>(topic, key, letter.toByteArray()),
        (metadata, wrong) -> {
          if (wrong != null) {
            failed(letter, wrong, again);
          } else if (again) {
            unsent.decrementAndGet();
          }
        });
  }

  private void failed(DeadLetter letter, Exception wrong, boolean again) {
    failure =
        "the dead letter of %s-%d@%d could not be written to %s: %s"
            .formatted(
                letter.getTopic(),
                letter.getPartition(),
                letter.getOffset(),
                topic,
                wrong.getMessage());
    LOG.error(failure);
    if (keeping) {
      unsent.addAndGet(again ? 0 : 1);
      waiting.add(wrong instanceof RecordTooLargeException ? withoutRecord(letter) : letter);
    }
  }

  /** The record still stands in the log at its coordinates. */
  private static DeadLetter withoutRecord(DeadLetter letter) {
    return letter.getValue().isEmpty()
        ? letter
        : letter.toBuilder()
            .clearKey()
            .clearValue()
            .setReason(letter.getReason() + " (the record is too large for a letter)")
            .build();
  }

  /** Letters that could not be written so far. */
  public long unsent() {
    return unsent.get();
  }

  /** What became of the last letter that could not be written, in one sentence. */
  public String failure() {
    return failure;
  }

  /** Sends those again that could not be written; whether they can be shows later. */
  public void retry() {
    for (int left = waiting.size(); left > 0; left--) {
      DeadLetter letter = waiting.poll();
      if (letter != null) {
        send(letter, true);
      }
    }
  }

  /**
   * Returns when every letter so far is written. Blocks.
   *
   * @throws IllegalStateException saying which one is not, after one more attempt
   */
  public void settle() {
    producer.flush();
    if (unsent() > 0) {
      retry();
      producer.flush();
    }
    if (unsent() > 0) {
      throw new IllegalStateException(failure);
    }
  }

  /** Records sent here since the start. */
  public long count() {
    return count.get();
  }

  private DeadLetter letter(ConsumerRecord<byte[], byte[]> record, Rejected rejected) {
    return letter(record.topic(), record.partition(), record.offset(), rejected)
        .setKey(bytes(record.key()))
        .setValue(bytes(record.value()))
        .build();
  }

  private DeadLetter.Builder letter(String from, int partition, long offset, Rejected rejected) {
    return DeadLetter.newBuilder()
        .setTopic(from)
        .setPartition(partition)
        .setOffset(offset)
        .setReason(rejected.reason())
        .setKind(rejected.kind())
        .setService(service)
        .setRejectedMs(clock.millis());
  }

  private static ByteString bytes(byte[] value) {
    return value == null ? ByteString.EMPTY : ByteString.copyFrom(value);
  }
}
