package dev.kstar.local.view;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/** A history as a row of small bars. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * One bar for each value, scaled between the least and the greatest; a blank for a value that is
   * no number. Longer histories are drawn as the means of equal stretches.
   */
  static String of(List<Double> values, int width) {
    int bars = Math.min(width, values.size());
    double[] means = new double[bars];
    for (int i = 0; i < bars; i++) {
      means[i] = mean(values, i * values.size() / bars, (i + 1) * values.size() / bars);
    }
    return draw(means);
  }

  private static double mean(List<Double> values, int from, int to) {
    return values.subList(from, to).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  private static String draw(double[] values) {
    DoubleSummaryStatistics finite = new DoubleSummaryStatistics();
    for (double value : values) {
      if (Double.isFinite(value)) {
        finite.accept(value);
      }
    }
    double range = finite.getMax() - finite.getMin();
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      line.append(Double.isFinite(value) ? bar(value - finite.getMin(), range) : ' ');
    }
    return line.toString();
  }

  private static char bar(double height, double range) {
    double share = range == 0 ? 0 : height / range;
    return BARS.charAt((int) Math.round(share * (BARS.length() - 1)));
  }
}
