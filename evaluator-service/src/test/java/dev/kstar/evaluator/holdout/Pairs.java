package dev.kstar.evaluator.holdout;

import java.util.Map;

/** Held-out pairs of one value each. */
public final class Pairs {
  private Pairs() {}

  public static HeldPair pair(String id, int partition, long offset, float value) {
    return new HeldPair(id, partition, offset, new float[] {value}, new float[] {-value}, Map.of());
  }
}
