package dev.kstar.learning.snapshot;

import java.util.Arrays;

/**
 * What was done to each column of one modality before training: value i became {@code (value -
 * centre[i]) / scale[i]}, in float32 arithmetic.
 *
 * @param centre subtracted from each column, [width]; not to be changed
 * @param scale divides each column afterwards, [width], never 0; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // as wide as a sample, so not copied
public record ColumnStandardisation(float[] centre, float[] scale) {
  public ColumnStandardisation {
    if (centre.length != scale.length) {
      throw new IllegalArgumentException(
          "centre and scale must have as many values but had %d and %d"
              .formatted(centre.length, scale.length));
    }
    for (int i = 0; i < scale.length; i++) {
      if (!Float.isFinite(centre[i]) || !Float.isFinite(scale[i]) || scale[i] == 0) {
        throw new IllegalArgumentException(
            "centre and scale must be finite, and scale not 0, but column %d had %s and %s"
                .formatted(i, centre[i], scale[i]));
      }
    }
  }

  /** Number of columns. */
  public int width() {
    return centre.length;
  }

  /**
   * Standardises rows as ingest standardised them.
   *
   * @param rows whole rows of {@link #width} values, in row-major order; changed in place
   */
  public void apply(float[] rows) {
    for (int from = 0; from < rows.length; from += centre.length) {
      for (int i = 0; i < centre.length; i++) {
        rows[from + i] = (rows[from + i] - centre[i]) / scale[i];
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnStandardisation that
        && Arrays.equals(centre, that.centre)
        && Arrays.equals(scale, that.scale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(centre) + Arrays.hashCode(scale);
  }

  @Override
  public String toString() {
    return "centre %s, scale %s".formatted(Arrays.toString(centre), Arrays.toString(scale));
  }
}
