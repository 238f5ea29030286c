package dev.kstar.ingest.source.push;

/**
 * The last ids that were written, as many as fit. Flat arrays: as objects, ids that live for as
 * long as it takes to write a window would keep the garbage collector busy for half of the time.
 * The table is open-addressed with linear probing and deletion by backward shift (Knuth, TAOCP 3,
 * 6.4, algorithm R). Used by one thread.
 */
final class RecentIds {
  private final int window;
  private final ByteStrings ids;

  /** Upper half of each id's hash. */
  private final int[] tags;

  /** A tag, and below it the place of its id and one more; 0: none. */
  private final long[] table;

  private final int mask;
  private int oldest;
  private int size;

  /** What {@link #fetch} has read, so that it is read at all. */
  private long fetched;

  /**
   * @param window ids that are remembered, at least 1
   */
  RecentIds(int window) {
    this.window = window;
    ids = new ByteStrings(window);
    tags = new int[window];
    table = new long[Math.max(2, Integer.highestOneBit(window) << 2)];
    mask = table.length - 1;
  }

  /**
   * Touches what {@link #add} will need for these, and for as many that they may push out. Each
   * lies somewhere else in memory, and adding one after the other waits for every one of them; here
   * the processor fetches them side by side.
   */
  void fetch(Looked[] pairs) {
    long all = 0;
    int old = oldest;
    for (Looked pair : pairs) {
      all |= table[tag(pair.hash()) & mask];
      all |= table[tags[old] & mask];
      old = old + 1 == window ? 0 : old + 1;
    }
    fetched = all;
  }

  /**
   * Remembers an id, for which the oldest may be forgotten.
   *
   * @param utf8 copied
   * @param hash {@link dev.kstar.contract.IdHash} of it
   * @return false when it is known
   */
  boolean add(byte[] utf8, long hash) {
    int tag = tag(hash);
    int cell = cell(utf8, tag);
    if (table[cell] != 0) {
      return false;
    }
    if (size == window) {
      forgetOldest();
      cell = cell(utf8, tag);
    }
    int place = (int) (((long) oldest + size) % window);
    ids.add(place, utf8);
    tags[place] = tag;
    table[cell] = entry(tag, place);
    size++;
    return true;
  }

  /** The cell of the table that holds the id, or the free one where it belongs. */
  private int cell(byte[] utf8, int tag) {
    int cell = tag & mask;
    while (table[cell] != 0 && !holds(table[cell], utf8, tag)) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private boolean holds(long entry, byte[] utf8, int tag) {
    return (int) (entry >>> Integer.SIZE) == tag && ids.isAt((int) entry - 1, utf8);
  }

  private static long entry(int tag, int place) {
    return (long) tag << Integer.SIZE | (place + 1);
  }

  private void forgetOldest() {
    int cell = tags[oldest] & mask;
    while ((int) table[cell] != oldest + 1) {
      cell = (cell + 1) & mask;
    }
    free(cell);
    ids.removeOldest(oldest);
    oldest = (oldest + 1) % window;
    size--;
  }

  /** Moves back whatever could not be found any more past a free cell. */
  private void free(int cell) {
    int gap = cell;
    int next = (gap + 1) & mask;
    while (table[next] != 0) {
      int home = (int) (table[next] >>> Integer.SIZE) & mask;
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        table[gap] = table[next];
        gap = next;
      }
      next = (next + 1) & mask;
    }
    table[gap] = 0;
  }

  private static int tag(long hash) {
    return (int) (hash >>> Integer.SIZE);
  }
}
