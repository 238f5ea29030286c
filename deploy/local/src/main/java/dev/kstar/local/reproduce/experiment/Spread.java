package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.figure.Point;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A number over seeds: its mean, and the band from the least to the largest. With the three seeds
 * of the default an interval from their variance would rest on two degrees of freedom; the range
 * says what was seen and no more.
 *
 * @param count numbers that are finite
 */
public record Spread(double mean, double low, double high, int count) {
  /** Of the finite values among them; of none, NaN. */
  public static Spread of(double... values) {
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        sum += value;
        low = Math.min(low, value);
        high = Math.max(high, value);
        count++;
      }
    }
    return count == 0
        ? new Spread(Double.NaN, Double.NaN, Double.NaN, 0)
        : new Spread(sum / count, low, high, count);
  }

  /** Of a measure of several models. */
  public static Spread of(Collection<Member> members, ToDoubleFunction<Member> measure) {
    return of(members.stream().mapToDouble(measure).toArray());
  }

  /** As a point of a figure. */
  public Point at(double x) {
    return new Point(x, mean, low, high);
  }

  /** Mean and, from two numbers on, the range. */
  public String words(int digits) {
    if (count == 0) {
      return "–";
    }
    String number = "%." + digits + "f";
    return count == 1
        ? String.format(Locale.ROOT, number, mean)
        : String.format(
            Locale.ROOT, number + " (" + number + " – " + number + ")", mean, low, high);
  }

  /** The slope of the straight line through the points by least squares. */
  static double slope(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return products / squares;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
