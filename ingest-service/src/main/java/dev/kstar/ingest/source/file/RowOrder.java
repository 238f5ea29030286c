package dev.kstar.ingest.source.file;

/**
 * A shuffled order of rows, computed instead of stored: a Feistel network over the next even number
 * of bits, walked along its cycle until it falls below the number of rows (Black and Rogaway,
 * "Ciphers with arbitrary finite domains", 2002). A file of any length costs no memory.
 *
 * <p>Fewer than four steps of the walk are expected, since the domain is less than four times the
 * number of rows. Many rows go through the network side by side, round by round, as none of them
 * waits for another there. Used by one thread.
 */
final class RowOrder {
  private static final int ROUNDS = 6;

  private final long rows;
  private final long key;
  private final int halfBits;
  private final long halfMask;
  private final long[] left;
  private final long[] right;

  /** Those still outside, and where they belong. */
  private final long[] outside;

  private final int[] places;

  /**
   * @param most rows that are asked for at once
   */
  RowOrder(long rows, long seed, long epoch, int most) {
    this.rows = rows;
    this.key = mix(mix(seed) + epoch);
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(rows - 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
    this.left = new long[most];
    this.right = new long[most];
    this.outside = new long[most];
    this.places = new int[most];
  }

  /**
   * The rows that come from {@code position} on, in [0, rows).
   *
   * @param target takes {@code count} of them from its beginning on
   */
  void rows(long position, long[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = position + i;
    }
    permute(target, count);
    for (int out = gather(target, count); out > 0; out = gather(target, count)) {
      permute(outside, out);
      for (int i = 0; i < out; i++) {
        target[places[i]] = outside[i];
      }
    }
  }

  private int gather(long[] from, int count) {
    int out = 0;
    for (int i = 0; i < count; i++) {
      places[out] = i;
      outside[out] = from[i];
      out += from[i] < rows ? 0 : 1;
    }
    return out;
  }

  private void permute(long[] values, int count) {
    for (int i = 0; i < count; i++) {
      left[i] = values[i] >>> halfBits;
      right[i] = values[i] & halfMask;
    }
    for (int round = 0; round < ROUNDS; round++) {
      round(round * 0x632be59bd9b4e019L, count);
    }
    for (int i = 0; i < count; i++) {
      values[i] = left[i] << halfBits | right[i];
    }
  }

  private void round(long salt, int count) {
    for (int i = 0; i < count; i++) {
      long before = right[i];
      right[i] = left[i] ^ (mix(key + mix(before + salt)) & halfMask);
      left[i] = before;
    }
  }

  /** SplitMix64's mixer. */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
