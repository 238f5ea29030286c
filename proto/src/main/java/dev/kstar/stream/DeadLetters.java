package dev.kstar.stream;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.v1.DeadLetter;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Sends rejected records to the topic of dead letters and counts them. Safe for any thread. */
public final class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String service;
  private final Clock clock;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param producer stays the caller's, who flushes and closes it
   * @param service the name of the service that rejects
   */
  public DeadLetters(Producer<byte[], byte[]> producer, String topic, String service, Clock clock) {
    this.producer = producer;
    this.topic = topic;
    this.service = service;
    this.clock = clock;
  }

  /** Hands the record over to the producer; a failure to send it is logged with its coordinates. */
  public void send(ConsumerRecord<byte[], byte[]> record, Rejected rejected) {
    count.incrementAndGet();
    LOG.warnf(
        "dead letter %s-%d@%d: %s",
        record.topic(), record.partition(), record.offset(), rejected.reason());
    send(record.key(), letter(record, rejected));
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
    send(null, letter);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the failure
  private void send(byte[] key, DeadLetter letter) {
    producer.send(
        new ProducerRecord<>(topic, key, letter.toByteArray()),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.errorf(
                failure,
                "the dead letter of %s-%d@%d could not be written to %s",
                letter.getTopic(),
                letter.getPartition(),
                letter.getOffset(),
                topic);
          }
        });
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
