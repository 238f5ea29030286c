package dev.kstar.ingest.source.push;

import java.util.Arrays;

/**
 * Strings of bytes, the first to come being the first to go, in one array that is used round and
 * round and grows with what it has to hold. Used by one thread.
 */
final class ByteStrings {
  private static final int FIRST_BYTES = 4096;

  private final int[] starts;
  private final int[] lengths;
  private byte[] bytes = new byte[FIRST_BYTES];

  /** Where the oldest starts, and how many bytes are used from there on. */
  private int first;

  private int used;

  /**
   * @param places at most so many at a time
   */
  ByteStrings(int places) {
    starts = new int[places];
    lengths = new int[places];
  }

  /** Adds one behind all others, at a place that is free. */
  void add(int place, byte[] string) {
    if (string.length > bytes.length - used) {
      grow(string.length);
    }
    int start = wrap((long) first + used);
    starts[place] = start;
    lengths[place] = string.length;
    int head = Math.min(string.length, bytes.length - start);
    System.arraycopy(string, 0, bytes, start, head);
    System.arraycopy(string, head, bytes, 0, string.length - head);
    used += string.length;
  }

  /** Removes the one that was added before all others that are there. */
  void removeOldest(int place) {
    first = wrap((long) first + lengths[place]);
    used -= lengths[place];
    lengths[place] = 0;
  }

  /** Whether the one at a place, which is not free, is this one. */
  boolean isAt(int place, byte[] string) {
    if (lengths[place] != string.length) {
      return false;
    }
    int start = starts[place];
    int head = Math.min(string.length, bytes.length - start);
    return Arrays.equals(bytes, start, start + head, string, 0, head)
        && Arrays.equals(bytes, 0, string.length - head, string, head, string.length);
  }

  private void grow(int more) {
    byte[] larger = new byte[Math.toIntExact(Math.max(2L * bytes.length, (long) used + more))];
    int head = Math.min(used, bytes.length - first);
    System.arraycopy(bytes, first, larger, 0, head);
    System.arraycopy(bytes, 0, larger, head, used - head);
    for (int place = 0; place < starts.length; place++) {
      starts[place] = wrap((long) starts[place] - first + bytes.length);
    }
    bytes = larger;
    first = 0;
  }

  private int wrap(long position) {
    return (int) (position % bytes.length);
  }
}
