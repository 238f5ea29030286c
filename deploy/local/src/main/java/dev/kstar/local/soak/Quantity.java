package dev.kstar.local.soak;

/** What is watched of each process, and by how much it may rise and still count as level. */
enum Quantity {
  /**
   * What the process keeps in memory that is no file's: heap, native libraries' and stacks; after a
   * collection, and without what the C library holds in reserve.
   */
  ANONYMOUS_MIB("anonymous MiB", 16, 0.03),
  /** All of its pages in memory, files that it maps included, which the kernel takes back. */
  RESIDENT_MIB("resident MiB", Double.POSITIVE_INFINITY, 0),
  /** What of the Java heap outlives a collection. */
  HEAP_MIB("heap after GC, MiB", 8, 0.10),
  /** What the Java heap has of the process's own memory, in use or not. */
  HEAP_COMMITTED_MIB("of it the heap, MiB", Double.POSITIVE_INFINITY, 0),
  /** What classes and compiled code have of it. */
  CODE_COMMITTED_MIB("of it classes and code, MiB", Double.POSITIVE_INFINITY, 0),
  /** Open files, sockets and pipes. */
  HANDLES("open handles", 8, 0.05),
  THREADS("threads", 3, 0),
  /** PyTorch's arrays between two steps; the trainer alone has any. */
  NATIVE_ARRAYS("native arrays", 0.5, 0),
  /** Training steps a second, for whoever wants to see that it was at work. */
  STEPS_PER_SECOND("steps/s", Double.POSITIVE_INFINITY, 0);

  private final String words;
  private final double allowance;
  private final double share;

  Quantity(String words, double allowance, double share) {
    this.words = words;
    this.allowance = allowance;
    this.share = share;
  }

  /** Whether this is only shown. */
  boolean isShownOnly() {
    return Double.isInfinite(allowance);
  }

  /**
   * Whether the line through the values is level.
   *
   * @param rise of the line over the whole time, in the quantity's unit
   * @param level the line's value in the middle
   */
  boolean isLevel(double rise, double level) {
    return rise <= Math.max(allowance, share * level);
  }

  /** The largest rise that is level. */
  double bound(double level) {
    return Math.max(allowance, share * level);
  }

  @Override
  public String toString() {
    return words;
  }
}
