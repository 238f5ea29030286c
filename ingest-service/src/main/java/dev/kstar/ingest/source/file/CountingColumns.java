package dev.kstar.ingest.source.file;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds columns that only tell where a row stands: those that grow by the same step from row to
 * row, and long ones that grow, or shrink, with every row, as a key or a time does.
 */
final class CountingColumns {
  /** Fewer rows than this grow evenly by chance. */
  static final int MIN_ROWS = 10;

  /** Fewer whole numbers than this may be sorted by chance or by choice. */
  static final int MIN_SORTED_ROWS = 100;

  private CountingColumns() {}

  /**
   * What a column does.
   *
   * @param words as a clause: "it counts the rows"
   * @param isFeature whether it may be a measurement all the same
   */
  record Finding(String words, boolean isFeature) {}

  /** What the columns do that grow or shrink, counted from 0. */
  static SortedMap<Integer, Finding> find(Features table) {
    int block = RowScan.block(table.width());
    RowScan scan = new RowScan(table, block);
    long[] rows = new long[block];
    List<Growth> growing = List.of();
    for (long from = 0; from < table.rows() && (from == 0 || !growing.isEmpty()); from += block) {
      int count = (int) Math.min(block, table.rows() - from);
      long first = from;
      Arrays.setAll(rows, i -> first + i);
      scan.read(rows, count);
      growing =
          (first == 0 ? IntStream.range(0, table.width()).mapToObj(Growth::new) : growing.stream())
              .filter(column -> column.takesAll(scan, first, count))
              .toList();
    }
    SortedMap<Integer, Finding> found = new TreeMap<>();
    growing.stream()
        .filter(Growth::isFound)
        .forEach(column -> found.put(column.place, column.finding()));
    return found;
  }

  /** How one column goes on from row to row. */
  private static final class Growth {
    private final int place;
    private final double[] first = new double[3];
    private long firstRow;
    private double last;
    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;
    private boolean rising = true;
    private boolean falling = true;
    private boolean whole = true;
    private boolean constant = true;
    private long count;

    Growth(int place) {
      this.place = place;
    }

    /** Whether the column may still be one that counts. */
    boolean takesAll(RowScan scan, long from, int rows) {
      for (int i = 0; i < rows; i++) {
        if (scan.isUsable(i) && !takes(from + i, scan.value(i, place))) {
          return false;
        }
      }
      return true;
    }

    private boolean takes(long row, float value) {
      if (count == 0) {
        firstRow = row;
      } else {
        rising &= value > last;
        falling &= value < last;
        narrow(row - firstRow, value);
      }
      if (count < first.length) {
        first[(int) count] = value;
      }
      whole &= value == Math.rint(value);
      constant &= value == (float) first[0];
      last = value;
      count++;
      return (isEven() || isSorted()) && !(constant && count >= Features.MOST_ROWS);
    }

    /** Keeps the steps that explain all values, each of which may be rounded to float32. */
    private void narrow(long rows, float value) {
      double rounding = Math.max(Math.ulp(value), Math.ulp((float) first[0]));
      low = Math.max(low, (value - first[0] - rounding) / rows);
      high = Math.min(high, (value - first[0] + rounding) / rows);
    }

    private boolean isEven() {
      return low <= high;
    }

    private boolean isSorted() {
      return rising || falling;
    }

    boolean isFound() {
      boolean moves = low > 0 || high < 0;
      return count >= MIN_ROWS && isEven() && moves || count >= MIN_SORTED_ROWS && isSorted();
    }

    Finding finding() {
      return new Finding(words(), !isEven() && !whole);
    }

    private String words() {
      String start = "%s, %s, %s, …".formatted(words(first[0]), words(first[1]), words(first[2]));
      return isEven()
          ? "it counts the rows (%s)".formatted(start)
          : "it %s with every row, as a %s does (%s)"
              .formatted(rising ? "grows" : "shrinks", whole ? "key" : "time", start);
    }

    private static String words(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.valueOf((long) value)
          : String.valueOf((float) value);
    }
  }
}
