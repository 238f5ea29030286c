package dev.kstar.trainer.intake;

import dev.kstar.learning.population.PairBatch;
import java.nio.ByteBuffer;

/**
 * 64-bit hashes that tell pairs apart: by their values alone, or by values and record key, which is
 * the pair's id. Two different pairs have the same hash with a probability of about 2^-64. The hash
 * is not cryptographic. Pure functions, safe for any thread.
 */
final class PairIdentity {
  private static final long FIRST = 0xa0761d6478bd642fL;
  private static final long SECOND = 0xe7037ed1a0b428dbL;
  private static final long THIRD = 0x8ebc6af09c88c6e3L;
  private static final int ROTATION = 23;
  private static final int BLOCK = 2 * Long.BYTES;

  private PairIdentity() {}

  /** Returns the hash of the values of x and y in a row, compared byte for byte. */
  static long ofValues(PairBatch pairs, int row) {
    long hash = add(FIRST, pairs.xBytes(), row, pairs.dx() * Float.BYTES);
    return add(hash, pairs.yBytes(), row, pairs.dy() * Float.BYTES);
  }

  /**
   * Returns the hash of a pair's values and key.
   *
   * @param values the hash of the values
   * @param key of the record; null or empty where it has none
   */
  static long of(long values, byte[] key) {
    if (!isKey(key)) {
      return values;
    }
    long hash = key.length;
    for (byte next : key) {
      hash = (hash ^ next) * THIRD;
    }
    return mix(values ^ SECOND, hash ^ (hash >>> Integer.SIZE) ^ THIRD);
  }

  /** Whether a record with that key says which pair it is. */
  static boolean isKey(byte[] key) {
    return key != null && key.length > 0;
  }

  private static long add(long before, ByteBuffer bytes, int row, int length) {
    int at = row * length;
    int end = at + length;
    long hash = before ^ length;
    for (; at + BLOCK <= end; at += BLOCK) {
      hash = next(hash, bytes.getLong(at), bytes.getLong(at + Long.BYTES));
    }
    for (; at < end; at += Float.BYTES) {
      hash = next(hash, bytes.getInt(at), SECOND);
    }
    return hash;
  }

  /** The rotated hash is added so that a product of 0 does not erase what came before. */
  private static long next(long hash, long a, long b) {
    return mix(a ^ THIRD, b ^ hash) + Long.rotateLeft(hash, ROTATION);
  }

  private static long mix(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b);
  }
}
