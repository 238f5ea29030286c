package dev.kstar.trainer.training;

import dev.kstar.learning.population.PairBatch;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A checksum over every value that was trained on, in order: CRC-32C of the checksum before and the
 * batch's x and y. It tells a log that has changed from a computation that has, also where the
 * change is so small that rounding takes it away. For one thread.
 */
final class PairChecksum {
  private final CRC32C crc = new CRC32C();
  private long value;

  /**
   * @param value to go on from; 0 at the start
   */
  PairChecksum(long value) {
    this.value = value;
  }

  void add(PairBatch batch) {
    crc.reset();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    crc.update(batch.xBytes().duplicate().clear());
    crc.update(batch.yBytes().duplicate().clear());
    value = crc.getValue();
  }

  long value() {
    return value;
  }

  /** Eight hexadecimal digits. */
  @Override
  public String toString() {
    return "%08x".formatted(value);
  }
}
