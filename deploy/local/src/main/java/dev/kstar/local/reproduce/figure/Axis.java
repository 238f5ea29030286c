package dev.kstar.local.reproduce.figure;

import java.util.OptionalDouble;

/**
 * One direction of a chart.
 *
 * @param label with its unit
 * @param logarithmic whether equal distances are equal ratios
 * @param low where it begins; empty means at the least value
 * @param high where it ends; empty means at the largest value
 */
public record Axis(String label, boolean logarithmic, OptionalDouble low, OptionalDouble high) {
  public static Axis linear(String label) {
    return new Axis(label, false, OptionalDouble.empty(), OptionalDouble.empty());
  }

  public static Axis logarithmic(String label) {
    return new Axis(label, true, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** From 0 to 1. */
  public static Axis share(String label) {
    return new Axis(label, false, OptionalDouble.of(0), OptionalDouble.of(1));
  }

  public Axis from(double least) {
    return new Axis(label, logarithmic, OptionalDouble.of(least), high);
  }
}
