package dev.kstar.ingest.source.file;

import dev.kstar.contract.IdHash;
import java.util.Arrays;

/**
 * Finds the row of a name: an open hash table of row numbers, 4 to 8 bytes a row and a half. Two
 * rows of the same name are found when the table is built.
 */
final class NameIndex {
  private static final int EMPTY = 0;

  private final RowNames names;
  private final int[] slots;
  private long firstRow = -1;
  private long repeatedRow = -1;

  /** Builds the table; at most 2^30 / 1.5 rows. */
  NameIndex(RowNames names) {
    this.names = names;
    long wanted = Long.highestOneBit(Math.max(1, names.rows() * 3 / 2)) << 1;
    this.slots = new int[Math.toIntExact(wanted)];
    for (int row = 0; row < names.rows(); row++) {
      add(row);
    }
  }

  private void add(int row) {
    byte[] name = names.name(row);
    int slot = slot(name);
    if (slots[slot] == EMPTY) {
      slots[slot] = row + 1;
    } else if (repeatedRow < 0) {
      firstRow = slots[slot] - 1;
      repeatedRow = row;
    }
  }

  /** Returns the slot that holds the name, or the empty one where it belongs. */
  private int slot(byte[] name) {
    int mask = slots.length - 1;
    int slot = (int) IdHash.of(name) & mask;
    while (slots[slot] != EMPTY && !Arrays.equals(names.name(slots[slot] - 1), name)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Returns the row of a name, -1 when no row has it. */
  int find(byte[] name) {
    return slots[slot(name)] - 1;
  }

  /** Tells whether two rows have the same name. */
  boolean hasRepeated() {
    return repeatedRow >= 0;
  }

  /** Returns an example of a name that two rows have, in words. */
  String repeated() {
    return "\"%s\" in rows %d and %d".formatted(names.text(firstRow), firstRow, repeatedRow);
  }
}
