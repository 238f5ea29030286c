package dev.kstar.local.reproduce.figure;

/**
 * A thin line across a chart that values are compared with.
 *
 * @param vertical whether {@code at} is a value of x
 * @param label beside it
 */
public record Guide(boolean vertical, double at, String label) {
  public static Guide x(double at, String label) {
    return new Guide(true, at, label);
  }

  public static Guide y(double at, String label) {
    return new Guide(false, at, label);
  }
}
