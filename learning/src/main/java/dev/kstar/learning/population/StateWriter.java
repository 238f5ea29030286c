package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import dev.kstar.learning.optimizer.TrainedArray;
import dev.kstar.learning.snapshot.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Gathers a {@link PopulationState}. */
final class StateWriter {
  private final SortedMap<String, Tensor> arrays = new TreeMap<>();
  private final SortedMap<String, List<Double>> numbers = new TreeMap<>();

  void tower(String name, Tower tower) {
    trained(name + ".weight", tower.weight());
    trained(name + ".bias", tower.bias());
    numbers.put(name + ".norm", Arrays.stream(tower.averageNorm()).boxed().toList());
  }

  private void trained(String name, TrainedArray trained) {
    TrainedArrays.parts(name, trained).forEach((part, array) -> arrays.put(part, tensor(array)));
  }

  private static Tensor tensor(NDArray array) {
    List<Integer> shape =
        Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
    return new Tensor(shape, array.toFloatArray());
  }

  void temperatures(List<Temperature> temperatures) {
    number("theta", temperatures, t -> t.theta().value());
    number("theta.mean", temperatures, t -> t.theta().mean());
    number("theta.variance", temperatures, t -> t.theta().variance());
  }

  private void number(
      String name, List<Temperature> temperatures, ToDoubleFunction<Temperature> value) {
    numbers.put(name, temperatures.stream().mapToDouble(value).boxed().toList());
  }

  PopulationState state(long step) {
    return new PopulationState(step, arrays, numbers);
  }
}
