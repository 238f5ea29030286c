package dev.kstar.local.soak;

import java.util.List;

/**
 * The line through values over time by least squares.
 *
 * @param first of the values
 * @param last of the values
 * @param level of the line in the middle of the time
 * @param perHour its slope
 * @param rise from the first time to the last, along the line
 */
record Trend(double first, double last, double level, double perHour, double rise) {
  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * One value at a time.
   *
   * @param seconds since the start
   */
  record Point(double seconds, double value) {}

  /**
   * Fits the line.
   *
   * @param points at least two, by rising time
   */
  static Trend through(List<Point> points) {
    if (points.size() < 2) {
      throw new IllegalArgumentException(
          "a trend must have at least 2 points but had %d".formatted(points.size()));
    }
    double time = points.stream().mapToDouble(Point::seconds).average().orElseThrow();
    double value = points.stream().mapToDouble(Point::value).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (Point point : points) {
      products += (point.seconds() - time) * (point.value() - value);
      squares += (point.seconds() - time) * (point.seconds() - time);
    }
    double slope = products / squares;
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    double rise = slope * (last.seconds() - first.seconds());
    return new Trend(first.value(), last.value(), value, slope * SECONDS_PER_HOUR, rise);
  }
}
