package dev.kstar.measure;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counting class labels. */
final class Classes {
  private Classes() {}

  /** The most frequent of at least one class; of several the smallest. */
  static int mostFrequent(int[] classes) {
    Map<Integer, Integer> counts = new TreeMap<>();
    int best = classes[0];
    for (int value : classes) {
      counts.merge(value, 1, Integer::sum);
    }
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > counts.get(best)
          || (entry.getValue().equals(counts.get(best)) && entry.getKey() < best)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  /** The different classes, rising. */
  static int[] distinct(int[] classes) {
    return Arrays.stream(classes).distinct().sorted().toArray();
  }
}
