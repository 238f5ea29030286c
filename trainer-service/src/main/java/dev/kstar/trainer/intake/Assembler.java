package dev.kstar.trainer.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes batches of records; the order of the batches decides how. Used by the intake thread only.
 */
interface Assembler {
  /** Takes a record in the order of its partition's log; {@link #assemble} places it. */
  void add(ConsumerRecord<byte[], byte[]> record);

  /** Whether the next batch waits for records of the partition. */
  boolean lacks(int partition);

  /** Records of the partition that have come and wait for a batch that is free. */
  int waiting(int partition);

  /** Places as many of the waiting records as it can, and hands full batches over. */
  void assemble();
}
