package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import dev.kstar.learning.optimizer.TrainedArray;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names under which a {@link PopulationState} holds what training keeps of an array. */
final class TrainedArrays {
  private TrainedArrays() {}

  static SortedMap<String, NDArray> parts(String name, TrainedArray trained) {
    SortedMap<String, NDArray> parts = new TreeMap<>();
    parts.put(name, trained.array());
    parts.put(name + ".mean", trained.mean());
    parts.put(name + ".variance", trained.variance());
    trained.average().ifPresent(average -> parts.put(name + ".average", average));
    return parts;
  }
}
