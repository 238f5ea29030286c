package dev.kstar.learning;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparison of whole arrays. */
public final class Closeness {
  private Closeness() {}

  /**
   * The largest difference is at most {@code tolerance} times the largest expected magnitude, or
   * below what float32 can hold.
   */
  public static void assertClose(String what, float[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double difference = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("%s[%d]", what, i).isFinite();
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    assertThat(difference)
        .as("largest error of %s, whose scale is %s", what, scale)
        .isLessThanOrEqualTo(tolerance * scale + Float.MIN_NORMAL);
  }

  /** Root of the mean squared difference. */
  public static double rms(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += (actual[i] - expected[i]) * (actual[i] - expected[i]);
    }
    return Math.sqrt(sum / expected.length);
  }
}
