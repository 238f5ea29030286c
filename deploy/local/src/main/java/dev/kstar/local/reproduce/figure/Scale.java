package dev.kstar.local.reproduce.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * From values of an axis to places on the canvas, with round ticks.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 * @param from place of the lower end
 * @param to place of the upper end; may be smaller, since y grows downwards on a canvas
 */
record Scale(boolean logarithmic, double low, double high, double from, double to) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int TICKS = 6;

  /** Covers all values and the axis' own ends. */
  static Scale of(Axis axis, double[] values, double from, double to) {
    double[] usable =
        DoubleStream.of(values).filter(v -> !axis.logarithmic() || v > 0).sorted().toArray();
    double least = usable.length == 0 ? 1 : usable[0];
    double most = usable.length == 0 ? 2 : usable[usable.length - 1];
    double low = axis.low().orElse(least);
    double high = axis.high().orElse(most);
    if (!(high > low)) {
      double room = axis.logarithmic() ? low : Math.max(1, Math.abs(low) / 2);
      high = low + room;
    }
    boolean free = axis.high().isEmpty();
    double margin = axis.logarithmic() ? 0 : (high - low) * 0.05;
    return new Scale(
        axis.logarithmic(),
        axis.low().isEmpty() ? low - margin : low,
        free ? high + margin : high,
        from,
        to);
  }

  double place(double value) {
    DoubleUnaryOperator f = logarithmic ? Math::log : v -> v;
    double bounded = logarithmic ? Math.max(value, low) : value;
    double share =
        (f.applyAsDouble(bounded) - f.applyAsDouble(low))
            / (f.applyAsDouble(high) - f.applyAsDouble(low));
    return from + Math.max(0, Math.min(1, share)) * (to - from);
  }

  boolean covers(double value) {
    return value >= low && value <= high;
  }

  /** Round values within the ends. */
  List<Double> ticks() {
    return logarithmic ? decades() : even();
  }

  private List<Double> even() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(STEPS)
            .map(s -> s * power)
            .filter(s -> s >= rough)
            .findFirst()
            .orElse(rough);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /**
   * 1, 2 and 5 times each power of ten, and a whole number at the end; the powers alone over more
   * than three of them.
   */
  private List<Double> decades() {
    boolean many = Math.log10(high / low) > 3;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (int i = 0; i < (many ? 1 : 3); i++) {
        double tick = STEPS[i] * Math.pow(10, power);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    if (high == Math.rint(high) && !ticks.isEmpty() && high > 1.5 * ticks.get(ticks.size() - 1)) {
      ticks.add(high);
    }
    return ticks;
  }

  /** A tick in words: no more digits than it has. */
  static String label(double tick) {
    double size = Math.abs(tick);
    if (size >= 10_000) {
      return size >= 1e6
          ? trimmed(String.format(Locale.ROOT, "%.1f", tick / 1e6)) + "M"
          : trimmed(String.format(Locale.ROOT, "%.1f", tick / 1e3)) + "k";
    }
    return size != 0 && size < 1e-3
        ? String.format(Locale.ROOT, "%.0e", tick)
        : trimmed(String.format(Locale.ROOT, "%.4f", tick));
  }

  private static String trimmed(String number) {
    String digits = number.replaceAll("0+$", "").replaceAll("\\.$", "");
    return digits.equals("-0") ? "0" : digits;
  }
}
