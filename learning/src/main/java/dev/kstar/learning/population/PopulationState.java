package dev.kstar.learning.population;

import dev.kstar.learning.snapshot.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a population needs to go on bit for bit as if never interrupted. Immutable, on
 * the host; equal when every bit is.
 *
 * @param step number of applied steps
 * @param arrays float32 arrays of all members by name: {@code f.weight}, {@code f.weight.mean},
 *     {@code f.weight.variance}, {@code f.weight.average} where a moving average is kept, {@code
 *     f.bias}, … each [M, …]
 * @param numbers float64 numbers by name, one for each member: {@code theta}, {@code theta.mean},
 *     {@code theta.variance}, {@code f.norm}, {@code g.norm}; where a moving average of weights is
 *     kept {@code theta.average}, and with the running normaliser {@code f.norm.average} and {@code
 *     g.norm.average}
 */
public record PopulationState(
    long step, SortedMap<String, Tensor> arrays, SortedMap<String, List<Double>> numbers) {
  public PopulationState {
    arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
    SortedMap<String, List<Double>> copies = new TreeMap<>();
    numbers.forEach((name, values) -> copies.put(name, List.copyOf(values)));
    numbers = Collections.unmodifiableSortedMap(copies);
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0 but was " + step);
    }
  }
}
