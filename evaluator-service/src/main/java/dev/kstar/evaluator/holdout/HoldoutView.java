package dev.kstar.evaluator.holdout;

import dev.kstar.v1.OffsetRange;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The window at one moment: immutable, for any thread.
 *
 * @param dx values of each x
 * @param dy values of each y
 * @param pairs distinct ids, oldest first
 */
public record HoldoutView(int dx, int dy, List<HeldPair> pairs) {
  public HoldoutView {
    pairs = List.copyOf(pairs);
  }

  /**
   * The same pairs by partition and offset: how the partitions' records came in between one another
   * is nowhere kept, and who reads the same offsets again is to have the same rows.
   */
  public HoldoutView inLogOrder() {
    Comparator<HeldPair> byPlace =
        Comparator.comparingInt(HeldPair::partition).thenComparingLong(HeldPair::offset);
    return new HoldoutView(dx, dy, pairs.stream().sorted(byPlace).toList());
  }

  /** The pairs that are not of a kind; this object when none is. */
  public HoldoutView without(Predicate<HeldPair> kind) {
    return pairs.stream().anyMatch(kind)
        ? new HoldoutView(dx, dy, pairs.stream().filter(kind.negate()).toList())
        : this;
  }

  /** Number of pairs. */
  public int count() {
    return pairs.size();
  }

  /** All x, [count, dx] row by row; a new array. */
  public float[] x() {
    return rows(dx, HeldPair::x);
  }

  /** All y, [count, dy] row by row; a new array. */
  public float[] y() {
    return rows(dy, HeldPair::y);
  }

  private float[] rows(int width, Function<HeldPair, float[]> part) {
    float[] rows = new float[pairs.size() * width];
    for (int i = 0; i < pairs.size(); i++) {
      System.arraycopy(part.apply(pairs.get(i)), 0, rows, i * width, width);
    }
    return rows;
  }

  /** By partition, from the first to one past the last offset that a pair came from. */
  public List<OffsetRange> offsets() {
    SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
    for (HeldPair pair : pairs) {
      ranges.merge(pair.partition(), range(pair), HoldoutView::span);
    }
    return List.copyOf(ranges.values());
  }

  private static OffsetRange range(HeldPair pair) {
    return OffsetRange.newBuilder()
        .setPartition(pair.partition())
        .setFromOffset(pair.offset())
        .setToOffset(pair.offset() + 1)
        .build();
  }

  private static OffsetRange span(OffsetRange a, OffsetRange b) {
    return OffsetRange.newBuilder()
        .setPartition(a.getPartition())
        .setFromOffset(Math.min(a.getFromOffset(), b.getFromOffset()))
        .setToOffset(Math.max(a.getToOffset(), b.getToOffset()))
        .build();
  }
}
