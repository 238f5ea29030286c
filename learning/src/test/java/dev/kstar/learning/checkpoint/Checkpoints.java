package dev.kstar.learning.checkpoint;

import dev.kstar.learning.population.PopulationState;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small checkpoints for tests. */
final class Checkpoints {
  private Checkpoints() {}

  static Checkpoint of(long step) {
    SortedMap<String, Tensor> arrays = new TreeMap<>();
    arrays.put("f.weight", new Tensor(List.of(1, 2, 2), new float[] {1, -0f, Float.MIN_VALUE, 4}));
    arrays.put("f.weight.mean", new Tensor(List.of(0), new float[0]));
    return new Checkpoint(
        new TreeMap<>(Map.of("run", "τ", "parent", "")),
        new TreeMap<>(Map.of("discarded", 3L)),
        List.of(step, Long.MAX_VALUE),
        new TreeMap<>(Map.of("x", new Tensor(List.of(1, 2), new float[] {5, 6}))),
        new PopulationState(step, arrays, new TreeMap<>(Map.of("theta", List.of(-5.25, -0.0)))));
  }
}
