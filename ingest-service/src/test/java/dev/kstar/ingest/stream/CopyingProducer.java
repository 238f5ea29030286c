package dev.kstar.ingest.stream;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Copies what it is handed, as Kafka's producer does: the caller's arrays are free then. */
class CopyingProducer extends MockProducer<byte[], byte[]> {
  CopyingProducer(boolean autoComplete) {
    super(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> item, Callback callback) {
    return super.send(
        new ProducerRecord<>(
            item.topic(),
            item.partition(),
            item.timestamp(),
            item.key().clone(),
            item.value().clone(),
            item.headers()),
        callback);
  }
}
