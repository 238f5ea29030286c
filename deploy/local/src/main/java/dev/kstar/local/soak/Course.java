package dev.kstar.local.soak;

import dev.kstar.local.soak.Trend.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All that was seen of the processes, and what it says. */
final class Course {
  /**
   * One series of values.
   *
   * @param process its name
   */
  record Key(String process, Quantity quantity) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byProcess = process.compareTo(other.process);
      return byProcess != 0 ? byProcess : quantity.compareTo(other.quantity);
    }
  }

  private final Map<Key, List<Point>> series = new TreeMap<>();

  void add(String process, double seconds, Map<Quantity, Double> seen) {
    seen.forEach(
        (quantity, value) ->
            series
                .computeIfAbsent(new Key(process, quantity), key -> new ArrayList<>())
                .add(new Point(seconds, value)));
  }

  /**
   * The table of all series, a line each.
   *
   * @param fromSeconds what was before is warm-up and does not count
   */
  List<String> table(double fromSeconds) {
    List<String> lines = new ArrayList<>();
    lines.add("| process | | first | last | slope an hour | rise | may rise | |");
    lines.add("|---|---|---|---|---|---|---|---|");
    trends(fromSeconds).forEach((key, trend) -> lines.add(line(key, trend)));
    return lines;
  }

  private static String line(Key key, Trend trend) {
    Quantity quantity = key.quantity();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %+.1f | %+.2f | %s | %s |",
        key.process(),
        quantity,
        trend.first(),
        trend.last(),
        trend.perHour(),
        trend.rise(),
        quantity.isShownOnly()
            ? ""
            : String.format(Locale.ROOT, "%.1f", quantity.bound(trend.level())),
        quantity.isShownOnly() ? "" : isLevel(quantity, trend) ? "level" : "GROWS");
  }

  /** The series that rise by more than they may, in words; empty when all are level. */
  List<String> growing(double fromSeconds) {
    List<String> growing = new ArrayList<>();
    trends(fromSeconds)
        .forEach(
            (key, trend) -> {
              if (!isLevel(key.quantity(), trend)) {
                growing.add("%s: %s".formatted(key.process(), key.quantity()));
              }
            });
    return growing;
  }

  private static boolean isLevel(Quantity quantity, Trend trend) {
    return quantity.isLevel(trend.rise(), trend.level());
  }

  private Map<Key, Trend> trends(double fromSeconds) {
    Map<Key, Trend> trends = new TreeMap<>();
    series.forEach(
        (key, points) -> {
          List<Point> counted = points.stream().filter(p -> p.seconds() >= fromSeconds).toList();
          if (counted.size() >= 2) {
            trends.put(key, Trend.through(counted));
          }
        });
    return trends;
  }
}
