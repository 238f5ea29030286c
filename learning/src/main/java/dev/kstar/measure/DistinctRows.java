package dev.kstar.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of a matrix in groups of equal ones. Made from the inputs of an encoder, it finds duplicates
 * that their representations hide: equal inputs of one batch can come out with other last bits.
 * Immutable.
 */
public final class DistinctRows {
  /** Group of each row, numbered by first appearance. */
  private final int[] groups;

  /** First row of each group, rising. */
  private final int[] firsts;

  private DistinctRows(int[] groups, int[] firsts) {
    this.groups = groups;
    this.firsts = firsts;
  }

  /**
   * Groups rows whose values are equal as numbers: 0.0 equals -0.0.
   *
   * @param rows number of rows
   * @param width values of each row
   * @param values [rows, width], row after row
   */
  public static DistinctRows of(int rows, int width, float[] values) {
    Object[] keys = new Object[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = RowKey.of(values, i * width, width);
    }
    return of(keys);
  }

  /** Groups rows that are equal in both: pairs with the same x and the same y. */
  public static DistinctRows both(DistinctRows x, DistinctRows y) {
    Object[] keys = new Object[x.rows()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) x.groups[i] << Integer.SIZE | y.groups[i];
    }
    return of(keys);
  }

  private static DistinctRows of(Object[] keys) {
    int[] groups = new int[keys.length];
    int[] firsts = new int[keys.length];
    Map<Object, Integer> numbers = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      Integer before = numbers.putIfAbsent(keys[i], numbers.size());
      if (before == null) {
        firsts[numbers.size() - 1] = i;
      }
      groups[i] = before == null ? numbers.size() - 1 : before;
    }
    return new DistinctRows(groups, Arrays.copyOf(firsts, numbers.size()));
  }

  /** Number of rows, duplicates included. */
  public int rows() {
    return groups.length;
  }

  /** Number of distinct rows. */
  public int count() {
    return firsts.length;
  }

  /** Whether no row equals another. */
  public boolean allDiffer() {
    return firsts.length == groups.length;
  }

  /** Group of a row, in [0, {@link #count}). */
  int group(int row) {
    return groups[row];
  }

  /** First row of a group. */
  int first(int group) {
    return firsts[group];
  }

  /** The points of the first row of each group, in order; the same object when all rows differ. */
  public Points select(Points points) {
    if (allDiffer()) {
      return points;
    }
    int width = points.dimension();
    float[] selected = new float[firsts.length * width];
    for (int i = 0; i < firsts.length; i++) {
      System.arraycopy(points.values(), firsts[i] * width, selected, i * width, width);
    }
    return new Points(firsts.length, width, selected);
  }

  /** Values of one row, compared as numbers. */
  static final class RowKey {
    private final float[] values;

    private RowKey(float[] values) {
      this.values = values;
    }

    static RowKey of(float[] values, int from, int width) {
      float[] row = Arrays.copyOfRange(values, from, from + width);
      for (int k = 0; k < width; k++) {
        row[k] += 0f; // turns -0.0 into 0.0
      }
      return new RowKey(row);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof RowKey row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }
}
