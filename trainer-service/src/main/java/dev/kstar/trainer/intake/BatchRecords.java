package dev.kstar.trainer.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records that the rows of one batch were. Belongs to whoever has the batch. */
public final class BatchRecords {
  private final long[] identities;
  private final int[] partitions;
  private final long[] offsets;
  private final byte[][] keys;

  BatchRecords(int size) {
    identities = new long[size];
    partitions = new int[size];
    offsets = new long[size];
    keys = new byte[size][];
  }

  void put(int row, long identity, ConsumerRecord<byte[], byte[]> record) {
    identities[row] = identity;
    partitions[row] = record.partition();
    offsets[row] = record.offset();
    keys[row] = record.key();
  }

  void move(int from, int to) {
    identities[to] = identities[from];
    partitions[to] = partitions[from];
    offsets[to] = offsets[from];
    keys[to] = keys[from];
  }

  /** Lets go of the keys. */
  void clear() {
    Arrays.fill(keys, null);
  }

  /** Returns what the row's pair is known by, the same whenever the pair comes again. */
  public long identity(int row) {
    return identities[row];
  }

  /** Returns the row's place in the log. */
  public MiniBatch.Range place(int row) {
    return new MiniBatch.Range(partitions[row], offsets[row], offsets[row] + 1);
  }

  /** Returns the record's key, the pair's id in UTF-8; null where the record has none. */
  public byte[] key(int row) {
    return keys[row];
  }

  /** Returns the pair's id; empty where the record has no key. */
  public String id(int row) {
    return keys[row] == null ? "" : new String(keys[row], StandardCharsets.UTF_8);
  }
}
