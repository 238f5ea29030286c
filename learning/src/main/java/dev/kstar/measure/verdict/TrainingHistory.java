package dev.kstar.measure.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Observations of a member's training, rising in step and bounded in number: when there are too
 * many, every other one goes, so that the whole run stays covered. Immutable.
 *
 * @param points oldest first
 */
public record TrainingHistory(List<TrainingPoint> points) {
  /** Observations that are kept. */
  public static final int MOST = 256;

  private static final int LEAST = 8;

  public static final TrainingHistory EMPTY = new TrainingHistory(List.of());

  public TrainingHistory {
    points = List.copyOf(points);
  }

  /** With one more; an observation that is not later than the last begins a new history. */
  public TrainingHistory with(TrainingPoint point) {
    if (points.isEmpty()) {
      return new TrainingHistory(List.of(point));
    }
    long last = points.get(points.size() - 1).step();
    if (point.step() == last) {
      return this;
    }
    if (point.step() < last) {
      return new TrainingHistory(List.of(point));
    }
    List<TrainingPoint> longer = new ArrayList<>();
    boolean thin = points.size() >= MOST;
    for (int i = 0; i < points.size(); i++) {
      if (!thin || i % 2 == 0) {
        longer.add(points.get(i));
      }
    }
    longer.add(point);
    return new TrainingHistory(longer);
  }

  /** What was observed up to that step. */
  public TrainingHistory upTo(long step) {
    return new TrainingHistory(points.stream().filter(point -> point.step() <= step).toList());
  }

  /**
   * How τ and the loss move over the latter half of the steps; empty when fewer than {@value
   * #LEAST} observations fall into it.
   */
  public Optional<Trend> trend() {
    if (points.isEmpty()) {
      return Optional.empty();
    }
    long half = points.get(points.size() - 1).step() / 2;
    List<TrainingPoint> latter = points.stream().filter(point -> point.step() > half).toList();
    return latter.size() < LEAST ? Optional.empty() : Optional.of(Trend.of(latter));
  }
}
