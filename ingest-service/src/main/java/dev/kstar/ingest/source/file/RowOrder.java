package dev.kstar.ingest.source.file;

/**
 * A shuffled order of rows, computed instead of stored: a Feistel network over the next even number
 * of bits, walked along its cycle until it falls below the number of rows (Black and Rogaway,
 * "Ciphers with arbitrary finite domains", 2002). A file of any length costs no memory.
 *
 * <p>Fewer than four steps of the walk are expected, since the domain is less than four times the
 * number of rows.
 */
final class RowOrder {
  private static final int ROUNDS = 6;

  private final long rows;
  private final long key;
  private final int halfBits;
  private final long halfMask;

  RowOrder(long rows, long seed, long epoch) {
    this.rows = rows;
    this.key = mix(mix(seed) + epoch);
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(rows - 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
  }

  /** The row that comes at {@code position}, both in [0, rows). */
  long row(long position) {
    long row = position;
    do {
      row = permute(row);
    } while (row >= rows);
    return row;
  }

  private long permute(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = left ^ (mix(key + mix(right + round * 0x632be59bd9b4e019L)) & halfMask);
      left = right;
      right = mixed;
    }
    return left << halfBits | right;
  }

  /** SplitMix64's mixer. */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
