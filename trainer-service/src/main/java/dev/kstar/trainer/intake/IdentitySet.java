package dev.kstar.trainer.intake;

import java.util.Arrays;

/**
 * A set of 64-bit hashes with open addressing, allocated once and cleared for each batch. Used by
 * one thread at a time.
 */
final class IdentitySet {
  private static final long EMPTY = 0;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long[] table;
  private final int shift;
  private int size;

  /** Creates an empty set with room for that many hashes. */
  IdentitySet(int capacity) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * capacity);
    table = new long[1 << bits];
    shift = Long.SIZE - bits;
  }

  /** Returns whether the hash was not in the set before. */
  boolean add(long hash) {
    long wanted = hash == EMPTY ? SPREAD : hash;
    int slot = (int) (wanted * SPREAD >>> shift);
    while (table[slot] != EMPTY) {
      if (table[slot] == wanted) {
        return false;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = wanted;
    size++;
    return true;
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(table, EMPTY);
    size = 0;
  }
}
