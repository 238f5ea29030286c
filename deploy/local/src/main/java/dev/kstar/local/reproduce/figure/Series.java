package dev.kstar.local.reproduce.figure;

import java.util.Comparator;
import java.util.List;

/**
 * Points that belong together, by rising x.
 *
 * @param name in the legend
 * @param markers whether each point is marked; long courses are lines only
 */
public record Series(String name, List<Point> points, boolean markers) {
  public Series {
    points =
        points.stream().filter(Point::finite).sorted(Comparator.comparingDouble(Point::x)).toList();
  }

  /** With markers. */
  public static Series of(String name, List<Point> points) {
    return new Series(name, points, true);
  }

  /** A line without markers. */
  public static Series course(String name, List<Point> points) {
    return new Series(name, points, false);
  }

  boolean banded() {
    return points.stream().anyMatch(point -> point.high() > point.low());
  }
}
