package dev.kstar.local.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest values of a quantity, one a step at most. Used by one thread. */
public final class History {
  private static final int KEPT = 240;

  private final Deque<Double> values = new ArrayDeque<>();
  private long lastStep = -1;

  /** A value that was read at a step; one read again at the same step is left out. */
  public void add(long step, double value) {
    if (step == lastStep) {
      return;
    }
    lastStep = step;
    values.addLast(value);
    if (values.size() > KEPT) {
      values.removeFirst();
    }
  }

  /** Oldest first. */
  public List<Double> values() {
    return List.copyOf(values);
  }
}
