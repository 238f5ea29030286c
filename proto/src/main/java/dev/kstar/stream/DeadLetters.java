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
  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the failure
  public void send(ConsumerRecord<byte[], byte[]> record, Rejected rejected) {
    count.incrementAndGet();
    LOG.warnf(
        "dead letter %s-%d@%d: %s",
        record.topic(), record.partition(), record.offset(), rejected.reason());
    producer.send(
        new ProducerRecord<>(topic, record.key(), letter(record, rejected).toByteArray()),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.errorf(
                failure,
                "the dead letter of %s-%d@%d could not be written to %s",
                record.topic(),
                record.partition(),
                record.offset(),
                topic);
          }
        });
  }

  /** Records sent here since the start. */
  public long count() {
    return count.get();
  }

  private DeadLetter letter(ConsumerRecord<byte[], byte[]> record, Rejected rejected) {
    return DeadLetter.newBuilder()
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setReason(rejected.reason())
        .setKind(rejected.kind())
        .setKey(bytes(record.key()))
        .setValue(bytes(record.value()))
        .setService(service)
        .setRejectedMs(clock.millis())
        .build();
  }

  private static ByteString bytes(byte[] value) {
    return value == null ? ByteString.EMPTY : ByteString.copyFrom(value);
  }
}
