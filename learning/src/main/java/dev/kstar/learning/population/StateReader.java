package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import dev.kstar.learning.optimizer.Adam;
import dev.kstar.learning.optimizer.ScalarAdam;
import dev.kstar.learning.snapshot.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Spreads a {@link PopulationState} over a population; checks before it changes anything. */
final class StateReader {
  private final PopulationState state;
  private final int members;

  StateReader(PopulationState state, int members) {
    this.state = state;
    this.members = members;
  }

  /**
   * @throws IllegalArgumentException if the state does not fit the tower
   */
  void check(String name, Tower tower) {
    check(name + ".weight", tower.weight());
    check(name + ".bias", tower.bias());
    numbers(name + ".norm");
  }

  private void check(String name, Adam adam) {
    for (String part : List.of("", ".mean", ".variance")) {
      Tensor tensor = state.arrays().get(name + part);
      String expected = Arrays.toString(adam.array().getShape().getShape());
      String actual = tensor == null ? "missing" : tensor.shape().toString();
      if (!actual.equals(expected)) {
        throw new IllegalArgumentException(
            "the state's %s must have shape %s but was %s"
                .formatted(name + part, expected, actual));
      }
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
    adam(name + ".weight", tower.weight());
    adam(name + ".bias", tower.bias());
    tower.restoreAverageNorm(numbers(name + ".norm"));
  }

  private void adam(String name, Adam adam) {
    copy(name, adam.array());
    copy(name + ".mean", adam.mean());
    copy(name + ".variance", adam.variance());
  }

  private void copy(String name, NDArray to) {
    float[] values = state.arrays().get(name).values();
    try (NDArray from = to.getManager().create(values, to.getShape())) {
      from.copyTo(to);
    }
  }

  List<Temperature> temperatures() {
    double[] theta = numbers("theta");
    double[] mean = numbers("theta.mean");
    double[] variance = numbers("theta.variance");
    return IntStream.range(0, members)
        .mapToObj(m -> new Temperature(new ScalarAdam(theta[m], mean[m], variance[m])))
        .toList();
  }
}
