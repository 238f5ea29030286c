package dev.kstar.ingest.source.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Finds columns of x and of y that hold the same values in every row, or the same but for a scale
 * and an offset. Some rows, spread over the files, give each column a number that does not depend
 * on its scale and offset; columns with the same number are then compared in all rows.
 */
final class EqualColumns {
  private static final int SAMPLE_ROWS = 256;
  private static final int MAX_SAMPLE_VALUES = 1 << 24;

  /** Rows of the sample that differ from the value that most of them have, at least. */
  private static final int MIN_OFF_MODE = 8;

  /** Share of the sample's rows with different values from which a column is a key. */
  private static final double KEY_SHARE = 0.9;

  private static final double TOLERANCE = 1e-6;

  /** Candidates for each column, on average: more are copies of each other. */
  private static final int MAX_CANDIDATES_PER_COLUMN = 4;

  private final Features x;
  private final Features y;
  private final int block;
  private final RowScan xScan;
  private final RowScan yScan;

  private EqualColumns(Features x, Features y) {
    this.x = x;
    this.y = y;
    this.block = Math.min(RowScan.block(x.width()), RowScan.block(y.width()));
    this.xScan = new RowScan(x, block);
    this.yScan = new RowScan(y, block);
  }

  /**
   * A column of x and one of y that are the same.
   *
   * @param x counted from 0
   * @param y counted from 0
   * @param isExact whether they are so without a scale and an offset
   * @param isKey whether they hold whole numbers nearly all of which differ
   */
  record Match(int x, int y, boolean isExact, boolean isKey) {}

  /** All of them; none where the files have too few rows to tell. */
  static List<Match> find(Features x, Features y) {
    long values = (long) SAMPLE_ROWS * (x.width() + y.width());
    return values > MAX_SAMPLE_VALUES ? List.of() : new EqualColumns(x, y).find();
  }

  /** Whether x and y hold the same values, column by column, in every row that both can use. */
  static boolean areAll(Features x, Features y) {
    return x.width() == y.width() && x.rows() > 0 && new EqualColumns(x, y).areAll();
  }

  private boolean areAll() {
    long[] rows = new long[block];
    for (long from = 0; from < x.rows(); from += block) {
      int count = (int) Math.min(block, x.rows() - from);
      long start = from;
      Arrays.setAll(rows, i -> start + i);
      read(rows, count);
      for (int i = 0; i < count; i++) {
        if (xScan.isUsable(i) && yScan.isUsable(i) && !xScan.isSameRow(yScan, i)) {
          return false;
        }
      }
    }
    return true;
  }

  private List<Match> find() {
    List<float[][]> sample = sample();
    int rows = sample.size();
    if (rows < MIN_OFF_MODE) {
      return List.of();
    }
    double[] weights = new Random(1).doubles(rows, -1, 1).toArray();
    List<Print> xs = prints(sample, 0, x.width(), weights);
    List<Print> ys = prints(sample, 1, y.width(), weights);
    int most = MAX_CANDIDATES_PER_COLUMN * (x.width() + y.width());
    List<Candidate> candidates = new ArrayList<>();
    int first = 0;
    for (Print print : xs) {
      while (first < ys.size() && ys.get(first).mark < print.mark - TOLERANCE) {
        first++;
      }
      for (int i = first; i < ys.size() && ys.get(i).mark <= print.mark + TOLERANCE; i++) {
        Candidate candidate = new Candidate(print, ys.get(i));
        if (candidates.size() < most
            && sample.stream().allMatch(row -> candidate.holds(row[0], row[1]))) {
          candidates.add(candidate);
        }
      }
    }
    return confirmed(candidates);
  }

  private List<Match> confirmed(List<Candidate> candidates) {
    List<Candidate> left = new ArrayList<>(candidates);
    long[] rows = new long[block];
    for (long from = 0; from < x.rows() && !left.isEmpty(); from += block) {
      int count = (int) Math.min(block, x.rows() - from);
      long start = from;
      Arrays.setAll(rows, i -> start + i);
      read(rows, count);
      left.removeIf(candidate -> !candidate.holds(xScan, yScan, count));
    }
    return left.stream().map(Candidate::match).toList();
  }

  private void read(long[] rows, int count) {
    xScan.read(rows, count);
    yScan.read(rows, count);
  }

  /** Usable rows, spread over the files: for each the values of x and of y. */
  private List<float[][]> sample() {
    int count = (int) Math.min(SAMPLE_ROWS, x.rows());
    List<float[][]> sample = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long row = count == 1 ? 0 : (x.rows() - 1) * i / (count - 1);
      read(new long[] {row}, 1);
      if (xScan.isUsable(0) && yScan.isUsable(0)) {
        sample.add(new float[][] {values(xScan, x.width()), values(yScan, y.width())});
      }
    }
    return sample;
  }

  private static float[] values(RowScan scan, int width) {
    float[] values = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] = scan.value(0, i);
    }
    return values;
  }

  /** Those of the columns that vary, in ascending order of their marks. */
  private static List<Print> prints(List<float[][]> sample, int side, int width, double[] weights) {
    List<Print> prints = new ArrayList<>();
    float[] column = new float[sample.size()];
    for (int place = 0; place < width; place++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = sample.get(i)[side][place];
      }
      Print print = Print.of(place, column, weights);
      if (print != null) {
        prints.add(print);
      }
    }
    prints.sort(Comparator.comparingDouble(Print::mark));
    return prints;
  }

  /**
   * A column in short.
   *
   * @param mark the same for columns that are the same but for a scale and an offset
   * @param lowRow row of the sample with the least value
   * @param isKey as in {@link Match}
   */
  private record Print(
      int place, double mark, float low, float high, int lowRow, int highRow, boolean isKey) {
    /** The print of a column; null when it varies too little to be told from others. */
    static Print of(int place, float[] column, double[] weights) {
      float[] sorted = column.clone();
      Arrays.sort(sorted);
      int distinct = 1;
      int run = 1;
      int longest = 1;
      boolean whole = sorted[0] == Math.rint(sorted[0]);
      for (int i = 1; i < sorted.length; i++) {
        boolean same = sorted[i] == sorted[i - 1];
        distinct += same ? 0 : 1;
        run = same ? run + 1 : 1;
        longest = Math.max(longest, run);
        whole &= sorted[i] == Math.rint(sorted[i]);
      }
      if (column.length - longest < MIN_OFF_MODE) {
        return null;
      }
      float low = sorted[0];
      float high = sorted[sorted.length - 1];
      boolean key = whole && distinct >= KEY_SHARE * column.length;
      return new Print(
          place, mark(column, weights), low, high, at(column, low), at(column, high), key);
    }

    private static int at(float[] column, float value) {
      int row = 0;
      while (column[row] != value) {
        row++;
      }
      return row;
    }

    private static double mark(float[] column, double[] weights) {
      double mean = 0;
      for (float value : column) {
        mean += value / column.length;
      }
      double squares = 0;
      double product = 0;
      for (int i = 0; i < column.length; i++) {
        squares += (column[i] - mean) * (column[i] - mean);
        product += (column[i] - mean) * weights[i];
      }
      return Math.abs(product) / Math.sqrt(squares);
    }
  }

  /** A pair of columns that the rows so far do not tell apart. */
  private static final class Candidate {
    private final Print x;
    private final Print y;
    private final double scale;
    private final double offset;
    private boolean isExact = true;

    Candidate(Print x, Print y) {
      this.x = x;
      this.y = y;
      boolean sameWay = y.lowRow == x.lowRow || y.highRow == x.highRow;
      double range = (double) y.high - y.low;
      this.scale = (sameWay ? range : -range) / ((double) x.high - x.low);
      this.offset = (sameWay ? y.low : y.high) - scale * x.low;
    }

    boolean holds(float[] xRow, float[] yRow) {
      return holds(xRow[x.place], yRow[y.place]);
    }

    boolean holds(RowScan xs, RowScan ys, int rows) {
      for (int i = 0; i < rows; i++) {
        if (xs.isUsable(i)
            && ys.isUsable(i)
            && !holds(xs.value(i, x.place), ys.value(i, y.place))) {
          return false;
        }
      }
      return true;
    }

    private boolean holds(float xValue, float yValue) {
      isExact &= xValue == yValue;
      double scaled = scale * xValue;
      double size = Math.max(Math.abs(yValue), Math.max(Math.abs(scaled), Math.abs(offset)));
      return isExact || Math.abs(scaled + offset - yValue) <= TOLERANCE * size;
    }

    Match match() {
      return new Match(x.place, y.place, isExact, x.isKey && y.isKey);
    }
  }
}
