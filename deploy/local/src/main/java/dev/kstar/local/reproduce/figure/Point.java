package dev.kstar.local.reproduce.figure;

/**
 * A value with the band around it.
 *
 * @param low lower end of the band; equals {@code y} where there is none
 * @param high upper end of the band
 */
public record Point(double x, double y, double low, double high) {
  /** Without a band. */
  public static Point of(double x, double y) {
    return new Point(x, y, y, y);
  }

  boolean finite() {
    return Double.isFinite(x)
        && Double.isFinite(y)
        && Double.isFinite(low)
        && Double.isFinite(high);
  }
}
