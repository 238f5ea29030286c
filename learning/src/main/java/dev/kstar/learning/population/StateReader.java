package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import dev.kstar.learning.optimizer.ScalarAdam;
import dev.kstar.learning.optimizer.TrainedArray;
import dev.kstar.learning.snapshot.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Spreads a {@link PopulationState} over a population; checks before it changes anything. */
final class StateReader {
  private final PopulationState state;
  private final int members;
  private final TrainingKernels kernels;

  StateReader(PopulationState state, int members, TrainingKernels kernels) {
    this.state = state;
    this.members = members;
    this.kernels = kernels;
  }

  /**
   * @throws IllegalArgumentException if the state does not fit the tower
   */
  void check(String name, Tower tower) {
    check(name + ".weight", tower.weight());
    check(name + ".bias", tower.bias());
    numbers(name + ".norm");
    if (tower.publishedNorm().length > 0) {
      numbers(name + ".norm.average");
    }
  }

  private void check(String name, TrainedArray trained) {
    TrainedArrays.parts(name, trained).forEach(this::check);
  }

  private void check(String name, NDArray array) {
    Tensor tensor = state.arrays().get(name);
    String expected = Arrays.toString(array.getShape().getShape());
    String actual = tensor == null ? "missing" : tensor.shape().toString();
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException(
          "the state's %s must have shape %s but was %s".formatted(name, expected, actual));
    }
  }

  private double[] numbers(String name) {
    List<Double> values = state.numbers().get(name);
    if (values == null || values.size() != members) {
      throw new IllegalArgumentException(
          "the state's %s must hold %d numbers but was %s".formatted(name, members, values));
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Overwrites a tower that was checked. */
  void tower(String name, Tower tower) {
    TrainedArrays.parts(name + ".weight", tower.weight()).forEach(this::copy);
    TrainedArrays.parts(name + ".bias", tower.bias()).forEach(this::copy);
    tower.averageNorm(numbers(name + ".norm"));
    if (tower.publishedNorm().length > 0) {
      tower.publishedNorm(numbers(name + ".norm.average"));
    }
  }

  private void copy(String name, NDArray to) {
    kernels.assign(to, state.arrays().get(name).values());
  }

  List<Temperature> temperatures(boolean averaged) {
    double[] theta = numbers("theta");
    double[] average = averaged ? numbers("theta.average") : theta;
    double[] mean = numbers("theta.mean");
    double[] variance = numbers("theta.variance");
    return IntStream.range(0, members)
        .mapToObj(m -> new Temperature(new ScalarAdam(theta[m], mean[m], variance[m]), average[m]))
        .toList();
  }
}
