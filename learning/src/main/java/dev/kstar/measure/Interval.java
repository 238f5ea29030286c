package dev.kstar.measure;

/** An interval of numbers, ends included; 95 % unless said otherwise. */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval must end where it begins or above but was %s to %s".formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  public boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
