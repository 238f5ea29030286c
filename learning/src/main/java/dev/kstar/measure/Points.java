package dev.kstar.measure;

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
    return DistinctRows.of(count, dimension, values).select(this);
  }
}
