package dev.kstar.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of points, row after row.
 *
 * @param count number of points, at least 0
 * @param dimension coordinates of each point, at least 1
 * @param values {@code count * dimension} finite coordinates; not copied, so whoever made them
 *     leaves them unchanged
 */
@SuppressWarnings("ArrayRecordComponent") // boxed coordinates would take five times the memory
public record Points(int count, int dimension, float[] values) {
  public Points {
    if (count < 0 || dimension < 1) {
      throw new IllegalArgumentException(
          "points must have a count of at least 0 and a dimension of at least 1 but had %d and %d"
              .formatted(count, dimension));
    }
    if (values.length != (long) count * dimension) {
      throw new IllegalArgumentException(
          "%d points of dimension %d must have %d coordinates but had %d"
              .formatted(count, dimension, (long) count * dimension, values.length));
    }
    requireFinite(dimension, values);
  }

  private static void requireFinite(int dimension, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "coordinate %d of point %d must be finite but was %s"
                .formatted(i % dimension, i / dimension, values[i]));
      }
    }
  }

  /** Coordinate {@code k} of point {@code i}. */
  double at(int i, int k) {
    return values[i * dimension + k];
  }

  double squaredNorm(int i) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += at(i, k) * at(i, k);
    }
    return sum;
  }

  /**
   * Exact up to the rounding of the sums: coordinates are subtracted before they are squared. In
   * two sums, so that one addition need not wait for the other.
   */
  double squaredDistance(int i, int j) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 1 < dimension; k += 2) {
      double first = at(i, k) - at(j, k);
      double second = at(i, k + 1) - at(j, k + 1);
      even += first * first;
      odd += second * second;
    }
    double last = k < dimension ? at(i, k) - at(j, k) : 0;
    return even + odd + last * last;
  }

  double squaredDistance(int i, double[] place) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      double difference = at(i, k) - place[k];
      sum += difference * difference;
    }
    return sum;
  }

  /** The first of each group of equal points, in order; this object when all differ. */
  Points distinct() {
    Set<Row> seen = new HashSet<>();
    List<Row> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row = Row.of(this, i);
      if (seen.add(row)) {
        kept.add(row);
      }
    }
    return kept.size() == count ? this : gather(kept);
  }

  private Points gather(List<Row> rows) {
    float[] gathered = new float[rows.size() * dimension];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i).values, 0, gathered, i * dimension, dimension);
    }
    return new Points(rows.size(), dimension, gathered);
  }

  /** One point's coordinates, compared as numbers: 0.0 and -0.0 are the same place. */
  private static final class Row {
    private final float[] values;

    private Row(float[] values) {
      this.values = values;
    }

    static Row of(Points points, int i) {
      int from = i * points.dimension;
      float[] values = Arrays.copyOfRange(points.values, from, from + points.dimension);
      for (int k = 0; k < values.length; k++) {
        values[k] += 0f; // turns -0.0 into 0.0
      }
      return new Row(values);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }
}
