package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.experiment.Member.Moment;
import dev.kstar.local.reproduce.figure.Point;
import java.util.ArrayList;
import java.util.List;

/** Histories of several seeds as one course with a band: each read at the same steps. */
final class Courses {
  private static final int POINTS = 60;

  private Courses() {}

  /**
   * τ by step, at steps that are even in their logarithm and that all members have been seen at.
   */
  static List<Point> temperature(List<Member> members) {
    List<List<Moment>> histories =
        members.stream().map(Member::history).filter(h -> h.size() > 1).toList();
    if (histories.isEmpty()) {
      return List.of();
    }
    double first = histories.stream().mapToLong(h -> h.get(0).step()).max().orElseThrow();
    double last = histories.stream().mapToLong(h -> h.get(h.size() - 1).step()).min().orElseThrow();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POINTS && last > first; i++) {
      double step = first * Math.pow(last / first, i / (double) (POINTS - 1));
      points.add(Spread.of(histories.stream().mapToDouble(h -> at(h, step)).toArray()).at(step));
    }
    return points;
  }

  /** By straight line in log τ between the looks around a step. */
  private static double at(List<Moment> history, double step) {
    int next = 1;
    while (next < history.size() - 1 && history.get(next).step() < step) {
      next++;
    }
    Moment from = history.get(next - 1);
    Moment to = history.get(next);
    double share = (step - from.step()) / (to.step() - from.step());
    double bounded = Math.max(0, Math.min(1, share));
    return Math.exp(
        Math.log(from.temperature())
            + bounded * (Math.log(to.temperature()) - Math.log(from.temperature())));
  }
}
