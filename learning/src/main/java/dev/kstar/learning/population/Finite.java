package dev.kstar.learning.population;

/** Whether numbers are neither NaN nor infinite. */
final class Finite {
  private Finite() {}

  static boolean all(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  static boolean all(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
