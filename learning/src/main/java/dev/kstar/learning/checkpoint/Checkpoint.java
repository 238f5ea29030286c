package dev.kstar.learning.checkpoint;

import dev.kstar.learning.population.PopulationState;
import dev.kstar.learning.snapshot.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What training is at one step boundary: the model and its place in the log. Immutable; equal when
 * every bit is.
 *
 * @param facts what the state belongs to, by name, such as the run and the settings
 * @param counters by name
 * @param nextOffsets the next offset to train on, by partition
 * @param reference the fixed pairs of the reference normaliser by name; empty with any other
 * @param state weights, moments, temperatures, norms and the step
 */
public record Checkpoint(
    SortedMap<String, String> facts,
    SortedMap<String, Long> counters,
    List<Long> nextOffsets,
    SortedMap<String, Tensor> reference,
    PopulationState state) {
  public Checkpoint {
    facts = copy(facts);
    counters = copy(counters);
    nextOffsets = List.copyOf(nextOffsets);
    reference = copy(reference);
  }

  private static <T> SortedMap<String, T> copy(SortedMap<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** Steps behind this checkpoint. */
  public long step() {
    return state.step();
  }
}
