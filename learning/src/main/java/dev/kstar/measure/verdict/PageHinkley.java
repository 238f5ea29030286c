package dev.kstar.measure.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The test of Page and Hinkley (Page, Biometrika 1954) for a change of the mean, in both directions
 * at once. For one thread.
 *
 * <p>Values are scaled by their own spread so far, so that one threshold suits accuracies and
 * dimensions; mean and spread take in every value, because those of the first few are not sure
 * enough to stand for hundreds, but none by more than two standard deviations, so that a change
 * does not hide itself. A change is told once, and then the test starts anew.
 */
public final class PageHinkley {
  /**
   * @param sinceStep step of the first value of the departure
   * @param before mean until then
   * @param now mean since
   */
  public record Change(long sinceStep, double before, double now) {}

  private final double slack;
  private final double threshold;
  private final int warmUp;
  private final double leastSpread;
  private final boolean fallsOnly;

  private int count;
  private double mean;
  private double squares;
  private Side up = new Side();
  private Side down = new Side();

  /** Standard deviations beyond which a value counts no further for mean and spread. */
  private static final double OUTLYING = 2;

  private record Value(long step, double value) {}

  /** One direction's cumulative sum, and the values since it was last zero. */
  private static final class Side {
    double sum;
    final List<Value> values = new ArrayList<>();

    void add(double departure, Value value) {
      sum = Math.max(0, sum + departure);
      if (sum > 0) {
        values.add(value);
      } else {
        values.clear();
      }
    }

    /**
     * The likeliest beginning: the values from there on have the largest squared departure of their
     * sum from the old mean, for their number.
     */
    Change change(double mean) {
      Change likeliest = null;
      double best = -1;
      double total = 0;
      for (int i = values.size() - 1; i >= 0; i--) {
        int number = values.size() - i;
        total += values.get(i).value() - mean;
        if (total * total / number > best) {
          best = total * total / number;
          likeliest = new Change(values.get(i).step(), mean, mean + total / number);
        }
      }
      return likeliest;
    }
  }

  /**
   * @param slack departures up to so many standard deviations do not count, such as 0.5
   * @param threshold cumulative departure in standard deviations that is a change, such as 12
   * @param warmUp values that only give mean and spread, at least 2
   * @param leastSpread least standard deviation that is assumed
   * @param fallsOnly whether a rise is no change but only a better mean to fall from
   */
  public PageHinkley(
      double slack, double threshold, int warmUp, double leastSpread, boolean fallsOnly) {
    if (warmUp < 2) {
      throw new IllegalArgumentException("warm-up must be at least 2 values but was " + warmUp);
    }
    this.slack = slack;
    this.threshold = threshold;
    this.warmUp = warmUp;
    this.leastSpread = leastSpread;
    this.fallsOnly = fallsOnly;
  }

  /** Takes one value; tells a change once it is sure. */
  public Optional<Change> add(long step, double value) {
    if (count < warmUp) {
      learn(value);
      return Optional.empty();
    }
    double before = mean;
    double spread = Math.max(leastSpread, Math.sqrt(squares / (count - 1)));
    double departure = (value - mean) / spread;
    learn(mean + spread * Math.max(-OUTLYING, Math.min(OUTLYING, departure)));
    up.add(fallsOnly ? -1 : departure - slack, new Value(step, value));
    down.add(-departure - slack, new Value(step, value));
    Side side = up.sum >= down.sum ? up : down;
    if (side.sum <= threshold) {
      return Optional.empty();
    }
    Change change = side.change(before);
    restart();
    return Optional.of(change);
  }

  private void learn(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  private void restart() {
    count = 0;
    mean = 0;
    squares = 0;
    up = new Side();
    down = new Side();
  }
}
