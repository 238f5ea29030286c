package dev.kstar.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Record of a compacted topic whose value cannot be used.
 *
 * @param record as it stands in the topic
 * @param reason what is wrong with its value, as in "has dx 0"
 */
public record DamagedRecord(ConsumerRecord<byte[], byte[]> record, String reason) {
  /** Returns topic, partition and offset, as in {@code kstar.streams-0@5}. */
  public String place() {
    return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
  }

  /** Returns whether the record has no value, as one that removes its key. */
  boolean isTombstone() {
    return record.value() == null;
  }
}
