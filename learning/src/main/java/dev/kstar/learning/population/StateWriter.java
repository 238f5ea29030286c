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
    numbers.put(name + ".norm", list(tower.averageNorm()));
    if (tower.publishedNorm().length > 0) {
      numbers.put(name + ".norm.average", list(tower.publishedNorm()));
    }
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private void trained(String name, TrainedArray trained) {
    TrainedArrays.parts(name, trained).forEach((part, array) -> arrays.put(part, tensor(array)));
  }

  private static Tensor tensor(NDArray array) {
    List<Integer> shape =
        Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
    return new Tensor(shape, array.toFloatArray());
  }

  void temperatures(List<Temperature> temperatures, boolean averaged) {
    number("theta", temperatures, t -> t.theta().value());
    number("theta.mean", temperatures, t -> t.theta().mean());
    number("theta.variance", temperatures, t -> t.theta().variance());
    if (averaged) {
      number("theta.average", temperatures, Temperature::average);
    }
  }

  private void number(
      String name, List<Temperature> temperatures, ToDoubleFunction<Temperature> value) {
    numbers.put(name, temperatures.stream().mapToDouble(value).boxed().toList());
  }

  PopulationState state(long step) {
    return new PopulationState(step, arrays, numbers);
  }
}
